//! Faults: the host refuses a call that the plugin makes into it, each in turn. What then comes is an error or the same as
//! always, never something else, and the next document is as always.

use warraq_host::fault;

use super::subject::{ERROR, Subject};
use super::tests::TEXT;

/// How many calls are refused at most, one in each round.
const MOST: u64 = 60;

/// Refuses the calls that a component makes while it is made and while it works; gives how many there were.
pub(super) fn check(make: &dyn Fn() -> Result<Box<dyn Subject>, String>) -> Result<String, String> {
    let texts = [TEXT, "سطر\n12 قطاراً\n\nمرحبا"];
    let mut good = make()?;
    let expected = good.run(&texts);
    let mut refused = 0;
    for n in 1..=MOST {
        let (made, hit) = fault::at(n, make);
        if !hit {
            break;
        }
        refused += 1;
        // It may be made nevertheless, as long as it does not pretend that nothing is wrong.
        if let Ok(mut made) = made {
            same_or_error(&made.run(&texts), &expected, "a call refused while it was made")?;
        }
    }
    for n in 1..=MOST {
        let (given, hit) = fault::at(n, || good.run(&texts));
        if !hit {
            break;
        }
        refused += 1;
        same_or_error(&given, &expected, "a call refused while it worked")?;
        if !given.iter().flatten().any(|line| line.starts_with(ERROR)) {
            return Err(format!("call {n} into the host was refused, and nothing said so"));
        }
        if good.run(&texts) != expected {
            return Err(format!("after call {n} into the host was refused, other results for good"));
        }
    }
    Ok(format!("{refused} calls refused"))
}

fn same_or_error(given: &[Vec<String>], expected: &[Vec<String>], when: &str) -> Result<(), String> {
    let differs = |(given, expected): &(&Vec<String>, &Vec<String>)| {
        given != expected && !given.iter().any(|line| line.starts_with(ERROR))
    };
    match given.iter().zip(expected).find(differs) {
        Some((given, _)) => Err(format!("other results and no error after {when}: {}", given.join(" | "))),
        None => Ok(()),
    }
}
