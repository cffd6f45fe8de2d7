//! The floor: a program that prints one line.

fn main() {
    println!("Nothing to do.");
}
