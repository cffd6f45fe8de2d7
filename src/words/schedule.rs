//! The scripts that let a system ask `backflare remind` every five minutes, and those that take it away again. They are
//! printed to be read, and then given to a shell.
//!
//! Every timer is one of the calendar: those that count from a start stand still while a machine sleeps. Whatever comes
//! from this machine (where the program lies, the home, words of the person's own) is quoted for each reader on its way,
//! and holds no line end; whoever calls sees to that.

/// What the system has to run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Job {
    /// The program and its arguments.
    pub(crate) command: Vec<String>,
    /// The variables that it needs.
    pub(crate) environment: Vec<(String, String)>,
}

/// The name of the job, wherever it has one.
pub(crate) const NAME: &str = "backflare.remind";
/// What stands at the end of a line of ours in a crontab.
pub(crate) const CRON_MARK: &str = "# backflare remind";

/// Where the units of systemd lie, from the folder of settings on; the timer, and the link that switches it on.
pub(crate) const UNITS: &str = "systemd/user";
pub(crate) const TIMER: &str = "backflare.timer";
pub(crate) const WANTED: &str = "timers.target.wants/backflare.timer";
/// Where the agents of launchd lie, from the user's folder on.
pub(crate) const AGENTS: &str = "Library/LaunchAgents";

/// What a shell runs to see whether a line of ours is in the crontab.
pub(crate) fn cron_look() -> String {
    format!("crontab -l 2>/dev/null | grep -q '{CRON_MARK}$'")
}

/// The head of a script. `mark`: what a comment begins with; `shell`: what runs it.
fn head(system: &str, mark: &str, shell: &str, off: bool) -> String {
    let (what, flag) = if off {
        (format!("{mark} Takes away what asks backflare every five minutes."), " --off")
    } else {
        let what =
            format!("{mark} Asks backflare every five minutes.\n{mark} It says once what is due, and else nothing.");
        (what, "")
    };
    let head = format!("{what}\n{mark} Read this, then: backflare remind --print {system}{flag} | {shell}\n");
    if off {
        return head;
    }
    format!("{head}{mark} To take it away: backflare remind --print {system} --off | {shell}\n")
}

/// A word for a POSIX shell.
fn sh(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-+:=@,".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Lines that end up in a file as they are.
fn file(path: &str, lines: &[String]) -> String {
    format!("cat > {path} <<'BACKFLARE'\n{}\nBACKFLARE\n", lines.join("\n"))
}

pub(crate) fn systemd(job: &Job) -> String {
    // Within quotes these three mean something else to systemd; `$` only where a command stands.
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%"));
    let words: Vec<String> = job.command.iter().map(|word| quoted(word).replace('$', "$$")).collect();
    let mut service: Vec<String> =
        ["[Unit]", "Description=backflare says what is due", "[Service]", "Type=oneshot"].map(str::to_owned).into();
    let variables = job.environment.iter();
    service.extend(variables.map(|(name, value)| format!("Environment={}", quoted(&format!("{name}={value}")))));
    service.push(format!("ExecStart={}", words.join(" ")));
    service.push("SuccessExitStatus=4".to_owned());
    let timer = [
        "[Unit]",
        "Description=backflare every five minutes",
        "[Timer]",
        "OnCalendar=*:0/5",
        "AccuracySec=30s",
        "[Install]",
        "WantedBy=timers.target",
    ];
    [
        head("systemd", "#", "sh", false),
        "set -e\nunits=\"${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user\"\nmkdir -p \"$units\"\n".to_owned(),
        file("\"$units/backflare.service\"", &service),
        file("\"$units/backflare.timer\"", &timer.map(str::to_owned)),
        "systemctl --user daemon-reload\nsystemctl --user enable --now backflare.timer\n".to_owned(),
    ]
    .concat()
}

pub(crate) fn systemd_off() -> String {
    [
        &head("systemd", "#", "sh", true),
        "units=\"${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user\"\n",
        "systemctl --user disable --now backflare.timer\n",
        "rm -f \"$units/backflare.timer\" \"$units/backflare.service\"\n",
        "systemctl --user daemon-reload\n",
    ]
    .concat()
}

pub(crate) fn launchd(job: &Job) -> String {
    let text = |tag: &str, text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!("<{tag}>{text}</{tag}>")
    };
    let mut lines = vec![
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(),
        "<plist version=\"1.0\">".to_owned(),
        "<dict>".to_owned(),
        format!("  <key>Label</key>{}", text("string", NAME)),
        "  <key>ProgramArguments</key>".to_owned(),
        "  <array>".to_owned(),
    ];
    lines.extend(job.command.iter().map(|word| format!("    {}", text("string", word))));
    lines.push("  </array>".to_owned());
    if !job.environment.is_empty() {
        lines.extend(["  <key>EnvironmentVariables</key>", "  <dict>"].map(str::to_owned));
        let pairs = job.environment.iter();
        lines.extend(pairs.map(|(name, value)| format!("    {}{}", text("key", name), text("string", value))));
        lines.push("  </dict>".to_owned());
    }
    lines.extend(["  <key>StartCalendarInterval</key>", "  <array>"].map(str::to_owned));
    let minutes = (0..60).step_by(5);
    lines.extend(minutes.map(|minute| format!("    <dict><key>Minute</key><integer>{minute}</integer></dict>")));
    lines.extend(["  </array>", "</dict>", "</plist>"].map(str::to_owned));
    [
        head("launchd", "#", "sh", false),
        format!(
            "set -e\nagents=\"$HOME/Library/LaunchAgents\"\nagent=\"$agents/{NAME}.plist\"\nmkdir -p \"$agents\"\n"
        ),
        file("\"$agent\"", &lines),
        format!("launchctl bootout \"gui/$(id -u)/{NAME}\" 2>/dev/null || true\n"),
        "launchctl bootstrap \"gui/$(id -u)\" \"$agent\"\n".to_owned(),
    ]
    .concat()
}

pub(crate) fn launchd_off() -> String {
    [
        head("launchd", "#", "sh", true),
        format!("launchctl bootout \"gui/$(id -u)/{NAME}\"\n"),
        format!("rm -f \"$HOME/Library/LaunchAgents/{NAME}.plist\"\n"),
    ]
    .concat()
}

/// The line of a crontab. Cron knows no session, so it is told where the desktop listens.
pub(crate) fn cron_line(job: &Job) -> String {
    let mut words = vec![
        "XDG_RUNTIME_DIR=\"/run/user/$(id -u)\"".to_owned(),
        "DBUS_SESSION_BUS_ADDRESS=\"unix:path=/run/user/$(id -u)/bus\"".to_owned(),
    ];
    words.extend(job.environment.iter().map(|(name, value)| format!("{name}={}", sh(value))));
    words.extend(job.command.iter().map(|word| sh(word)));
    // A crontab takes an unmarked % for the end of the line.
    format!("*/5 * * * * {} >/dev/null {CRON_MARK}", words.join(" ").replace('%', "\\%"))
}

pub(crate) fn cron(job: &Job) -> String {
    [
        head("cron", "#", "sh", false),
        format!("line={}\n", sh(&cron_line(job))),
        format!("{{ crontab -l 2>/dev/null | grep -v '{CRON_MARK}$'; printf '%s\\n' \"$line\"; }} | crontab -\n"),
    ]
    .concat()
}

pub(crate) fn cron_off() -> String {
    let head = head("cron", "#", "sh", true);
    format!("{head}crontab -l 2>/dev/null | grep -v '{CRON_MARK}$' | crontab -\n")
}

pub(crate) fn schtasks(job: &Job) -> String {
    let quoted = |word: &String| if word.contains(' ') { format!("\\\"{word}\\\"") } else { word.clone() };
    let sets = job.environment.iter().map(|(name, value)| format!("set {name}={value}&& "));
    let sets: String = sets.collect();
    let run = job.command.iter().map(quoted).collect::<Vec<_>>().join(" ");
    let run = if sets.is_empty() { run } else { format!("cmd /c {sets}{run}") };
    // In a command typed at a prompt, and not in a file of commands, one % stands for itself.
    let head = head("schtasks", "REM", "cmd", false);
    format!("{head}schtasks /Create /F /SC MINUTE /MO 5 /TN {NAME} /TR \"{run}\"\n")
}

pub(crate) fn schtasks_off() -> String {
    format!("{}schtasks /Delete /F /TN {NAME}\n", head("schtasks", "REM", "cmd", true))
}

/// What Windows' own shell runs for a toast. The words are lines of its input, and no part of it.
pub(crate) const TOAST: &str = concat!(
    "[Console]::InputEncoding=[Text.Encoding]::UTF8;",
    "$said=@([Console]::In.ReadLine(),[Console]::In.ReadLine());",
    "$toasts=[Windows.UI.Notifications.ToastNotificationManager,Windows.UI.Notifications,ContentType=WindowsRuntime];",
    "$page=$toasts::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType]::ToastText02);",
    "$rows=$page.GetElementsByTagName('text');",
    "foreach($n in 0,1){$null=$rows.Item($n).AppendChild($page.CreateTextNode($said[$n]))};",
    "$toast=[Windows.UI.Notifications.ToastNotification,Windows.UI.Notifications,ContentType=WindowsRuntime]::new($page);",
    "$toasts::CreateToastNotifier(",
    "'{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe').Show($toast)",
);
