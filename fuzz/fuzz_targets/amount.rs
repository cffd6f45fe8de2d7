//! Any text as an amount: what is read is shown in a form that is read back as the same.

#![no_main]

use backflare::model::amount::Amount;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| match Amount::parse(text) {
    Ok(amount) => assert_eq!(Amount::parse(&amount.to_string()), Ok(amount)),
    Err(why) => assert!(!why.to_string().is_empty()),
});
