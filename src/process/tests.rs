use super::*;

const HOME: (&str, &str) = ("BACKFLARE_HOME", "/nowhere");

fn fake(environment: &[(&str, &str)]) -> Process {
    Process::fake(&["backflare"], environment, "").0
}

#[test]
fn the_clock_can_be_set_only_beside_a_home() {
    let check = |now: &str, expected: Option<i64>| {
        let clock = fake(&[HOME, ("BACKFLARE_NOW", now)]).clock();
        assert_eq!(clock.as_ref().ok().map(|clock| clock.now.unix()), expected, "{now}");
        if let Err(failure) = clock {
            assert_eq!(failure.kind, FailureKind::Usage);
            assert!(failure.hint.is_some_and(|hint| hint.contains("BACKFLARE_NOW=20")));
        }
    };
    check("2026-11-22T09:30:00+01:00", Some(1_795_336_200));
    check("2026-11-22T08:30:00Z", Some(1_795_336_200));
    check("2026-11-22T09:30:00", None);
    check("noon", None);
    let year_2000 = ("BACKFLARE_NOW", "2000-01-01T00:00:00Z");
    for environment in [vec![year_2000], vec![year_2000, ("BACKFLARE_HOME", "")], vec![("BACKFLARE_NOW", "noon")]] {
        let now = fake(&environment).clock().expect("it is ignored").now;
        assert!(now > Moment::from_unix(1_700_000_000), "the system's clock");
    }
}

#[test]
fn waiting_moves_a_set_clock() {
    let mut process = fake(&[HOME, ("BACKFLARE_NOW", "2026-11-22T09:30:00Z")]);
    let before = process.clock().expect("it is set").now;
    process.wait_millis(20 * 60_000).expect("it is set");
    process.wait_millis(60_000).expect("it is set");
    assert_eq!(process.clock().expect("it is set").now - before, Span::minutes(21));
}

#[test]
fn waiting_for_another_process_takes_real_time_and_leaves_the_clock() {
    let (mut process, written) = Process::fake(&[], &[HOME, ("BACKFLARE_NOW", "2026-11-22T09:30:00Z")], "");
    let before = process.clock().expect("it is set");
    process.pause(Duration::from_secs(3));
    assert_eq!((process.clock().expect("it is set"), written.paused()), (before, Duration::from_secs(3)));
    process.wait_millis(60_000).expect("it is set");
    assert_eq!(written.paused(), Duration::from_secs(3), "that one takes none");
}

#[test]
fn a_fake_process_is_where_it_is_told() {
    let zone = Zone::fixed(3600);
    let process = fake(&[HOME, ("BACKFLARE_NOW", "2026-11-22T09:30:00Z")]);
    assert_eq!(process.clock().expect("it is set").zone, Zone::fixed(0));
    assert_eq!(process.in_zone(zone.clone()).clock().expect("it is set").zone, zone);
}

#[test]
fn a_zone_that_cannot_be_resolved_is_refused() {
    let check = |tz: &str, good: bool| match fake(&[("TZ", tz)]).clock() {
        Ok(_) => assert!(good, "{tz:?} was taken"),
        Err(failure) => {
            assert!(!good, "{tz:?} was refused");
            assert_eq!(failure.kind, FailureKind::Usage);
            assert!(failure.message.contains(tz.trim_matches('\0')), "{failure}");
            assert!(failure.hint.is_some_and(|hint| hint.contains("TZ=Europe/Berlin")));
        }
    };
    for good in ["", "localtime", "Europe/Berlin", ":Europe/Berlin", "/usr/share/zoneinfo/Asia/Kathmandu", "UTC"] {
        check(good, true);
    }
    for good in ["UTC0", "<+03>-3", "EST5EDT,M3.2.0,M11.1.0", "NZST-12NZDT,M9.5.0,M4.1.0/3", "XXX-5:30", " UTC0 "] {
        check(good, true);
    }
    for good in
        ["AAA0BBB-1,J60,300/24", "AAA-1BBB,0/0:30,365/2:00:59", "ABCDEFG+23:59:59", "CET-1CEST,M3.5.0,M10.5.0/3"]
    {
        check(good, true);
    }
    for bad in
        ["Europe/Berlim", "Europe", ":", ":UTC0", "/etc/passwd", "/dev/zero", "/", "zone.tab", "../../etc/passwd"]
    {
        check(bad, false);
    }
    for bad in ["AB0", "ABCDEFGH0", "UTC", "UTC24", "UTC0junk", "UTC0:60", "<+03-3", "<+0>-3", "CET-1CEST4"] {
        check(bad, bad == "UTC");
    }
    for bad in ["EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0"] {
        check(bad, false);
    }
    for bad in
        ["EST5EDT,J0,J300", "EST5EDT,366,300", "AAA-23BBB,1,2", "EST5EDT,M3.2.0/-1,M11.1.0", "EST5EDT,M3.2.0,M11.1.0,"]
    {
        check(bad, false);
    }
}

#[test]
fn every_zone_file_of_the_system_is_taken() {
    for name in
        ["America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Nuuk", "Asia/Gaza", "Etc/GMT+12"]
    {
        assert!(fake(&[("TZ", name)]).clock().is_ok(), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_damaged_zone_file_is_refused() {
    let whole = std::fs::read("/usr/share/zoneinfo/Europe/Berlin").expect("the system has zone files");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("zone");
    let check = |bytes: &[u8], good: bool| {
        std::fs::write(&path, bytes).expect("the test may write");
        let taken = fake(&[("TZ", path.to_str().expect("it is text"))]).clock().is_ok();
        assert_eq!(taken, good, "{} bytes", bytes.len());
    };
    check(&whole, true);
    for length in (0..whole.len()).step_by(37).chain([4, 44, whole.len() - 1]) {
        check(&whole[..length], false);
    }
    check(&[&whole[..], b"x"].concat(), false);
    check(&[b"TZif9", &whole[5..]].concat(), false);
}

/// What the real clock says, printed for [`the_real_clock_obeys_tz`].
#[test]
fn child_tells_its_zone() {
    if std::env::var_os("BACKFLARE_TEST_CHILD").is_some() {
        let mut process = Process::real();
        let clock = process.clock().expect("the zone is known");
        process.err(&format!("{} {:?}\n", clock.zone.stamp(clock.now), clock.zone));
    }
}

/// `TZ` reaches chrono through the real environment, which only another process can have: this test, once more.
#[test]
fn the_real_clock_obeys_tz() {
    let check = |tz: Option<&str>, now: &str, expected: &str| {
        let mut child = std::process::Command::new(std::env::current_exe().expect("this test runs"));
        child.args(["--exact", "process::tests::child_tells_its_zone", "--nocapture"]);
        child.env("BACKFLARE_TEST_CHILD", "1").env("BACKFLARE_HOME", "/nowhere").env("BACKFLARE_NOW", now);
        match tz {
            Some(tz) => child.env("TZ", tz),
            None => child.env_remove("TZ"),
        };
        let output = child.output().expect("it can be started");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.contains(expected), "{tz:?} at {now}: {said}, not {expected}");
    };
    let (winter, summer) = ("2026-11-22T08:30:00Z", "2026-07-01T08:30:00Z");
    let berlin = "/usr/share/zoneinfo/Europe/Berlin";
    for tz in ["Europe/Berlin", ":Europe/Berlin", berlin, "CET-1CEST,M3.5.0,M10.5.0/3"] {
        check(Some(tz), winter, "2026-11-22T09:30:00+01:00");
        check(Some(tz), summer, "2026-07-01T10:30:00+02:00");
        // The change is in the value: from 60 days before to 30 after.
        let autumn = Moment::from_unix(1_792_890_000);
        check(Some(tz), winter, &format!("{:?}", Zone::new(7200, vec![(autumn, 3600)])));
        check(Some(tz), "2026-09-30T08:30:00Z", &format!("{:?}", Zone::new(7200, vec![(autumn, 3600)])));
    }
    check(Some("EST5EDT,M3.2.0,M11.1.0"), winter, "2026-11-22T03:30:00-05:00");
    check(Some("EST5EDT,M3.2.0,M11.1.0"), summer, "2026-07-01T04:30:00-04:00");
    check(Some("<+03>-3"), winter, "2026-11-22T11:30:00+03:00");
    check(Some("NZST-12NZDT,M9.5.0,M4.1.0/3"), winter, "2026-11-22T21:30:00+13:00");
    check(Some("Asia/Kathmandu"), winter, "2026-11-22T14:15:00+05:45");
    check(Some("XXX-5:30:40"), winter, "2026-11-22T14:00:00+05:30");
    check(Some(""), winter, "2026-11-22T08:30:00+00:00");
    check(Some("UTC0"), winter, "2026-11-22T08:30:00+00:00");
    check(Some("localtime"), winter, "2026-11-22T");
    check(None, winter, "2026-11-22T");
}

#[test]
fn width_is_sane() {
    let check =
        |columns: &str, expected: usize| assert_eq!(fake(&[("COLUMNS", columns)]).width(), expected, "{columns}");
    check("", 80);
    check("100", 100);
    check("5", 20);
    check("0", 80);
    check("-3", 80);
    check("wide", 80);
    check("99999999", 80);
    // A terminal knows; whoever pipes the answer elsewhere is not asked.
    let mut process = fake(&[]);
    process.measure();
    assert_eq!(process.width(), 80);
    let mut process = process.with_terminals(&[Stream::Out]);
    process.measure();
    assert_eq!(process.width(), 60);
}

#[test]
fn colour_is_for_those_who_want_it() {
    let check = |colour: Colour, environment: &[(&str, &str)], terminal: bool, expected: bool| {
        let streams: &[Stream] = if terminal { &[Stream::Out] } else { &[] };
        let (process, written) = Process::fake(&[], environment, "");
        let mut process = process.with_terminals(streams);
        process.set_colour(colour);
        process.out("\x1b[1mnow\x1b[0m\n").expect("memory can be written");
        let expected = if expected { "\x1b[1mnow\x1b[0m\n" } else { "now\n" };
        assert_eq!(written.out(), expected, "{colour:?} {environment:?} {terminal}");
    };
    check(Colour::Auto, &[], true, true);
    check(Colour::Auto, &[], false, false);
    check(Colour::Auto, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true, false);
    check(Colour::Auto, &[("NO_COLOR", "")], true, true);
    check(Colour::Auto, &[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], false, true);
    check(Colour::Auto, &[("CLICOLOR_FORCE", "0")], false, false);
    check(Colour::Auto, &[("TERM", "dumb")], true, false);
    check(Colour::Auto, &[("CLICOLOR", "0")], true, false);
    check(Colour::Always, &[("NO_COLOR", "1")], false, true);
    check(Colour::Never, &[("CLICOLOR_FORCE", "1")], true, false);
}

/// Fails in one way, always.
struct Broken(io::ErrorKind);

impl Write for Broken {
    fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(self.0.into())
    }
}

#[test]
fn a_reader_that_left_is_no_failure_and_a_full_disk_is() {
    let mut process = Process { out: Box::new(Broken(io::ErrorKind::BrokenPipe)), ..fake(&[]) };
    assert_eq!(process.out("a").expect("that is fine"), Heard::Gone);
    assert_eq!(process.flush().expect("that is fine"), Heard::Gone);
    let mut process = Process { out: Box::new(Broken(io::ErrorKind::StorageFull)), ..fake(&[]) };
    assert_eq!(process.out("a").expect_err("it is lost").kind, FailureKind::Failed);
    assert_eq!(process.flush().expect_err("it is lost").kind, FailureKind::Failed);
    let mut process = Process { err: Box::new(Broken(io::ErrorKind::BrokenPipe)), ..fake(&[]) };
    process.err("nobody listens");
    let (mut process, written) = Process::fake(&[], &[], "");
    assert_eq!(process.out("a\n").expect("memory can be written"), Heard::Yes);
    process.err("b\n");
    assert_eq!((written.out().as_str(), written.err().as_str()), ("a\n", "b\n"));
}

#[test]
fn lines_come_until_the_end() {
    let (mut process, _) = Process::fake(&[], &[], "one\r\n\nlast");
    let mut line = || process.line().expect("it is short");
    assert_eq!([line(), line(), line(), line()], [Some("one".into()), Some(String::new()), Some("last".into()), None]);
    let (mut process, _) = Process::fake(&[], &[], &"x".repeat(70_000));
    assert_eq!(process.line().expect_err("it is long").kind, FailureKind::Usage);
}
