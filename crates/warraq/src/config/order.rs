//! The order of steps: that of the file, except where `before` and `after` move one.

use crate::config::merge::unknown_step;
use crate::config::{StepConfig, Word};
use crate::diagnostics::{Diagnostic, Report, codes};

/// Puts steps in their final order and leaves out those that are switched off. Reports duplicate ids, unknown targets
/// and contradictions.
pub(crate) fn order(steps: Vec<StepConfig>, report: &mut Report) -> Vec<StepConfig> {
    duplicates(&steps, report);
    let ids: Vec<String> = steps.iter().map(|step| step.id.text.clone()).collect();
    for target in steps.iter().flat_map(|step| [&step.before, &step.after]).flatten() {
        if !ids.contains(&target.text) {
            unknown_step(&target.text, target.place, &ids, report);
        }
    }
    let known = |word: &Option<Word>| word.as_ref().filter(|word| ids.contains(&word.text)).cloned();
    let mut placed: Vec<StepConfig> = Vec::with_capacity(steps.len());
    let mut waiting = Vec::new();
    for step in steps {
        match (known(&step.before), known(&step.after)) {
            (None, None) => placed.push(step),
            targets => waiting.push((step, targets)),
        }
    }
    // A step that is moved waits until its target has its place.
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut still = Vec::new();
        for (step, (before, after)) in waiting {
            let at = |word: &Word| placed.iter().position(|step| step.id.text == word.text);
            let places = (before.as_ref().map(at), after.as_ref().map(at));
            match places {
                (Some(None), _) | (_, Some(None)) => still.push((step, (before, after))),
                (to, from) => place(&mut placed, step, to.flatten(), from.flatten(), report),
            }
        }
        waiting = still;
        if waiting.len() == before {
            cycle(&waiting.iter().map(|(step, _)| step).collect::<Vec<_>>(), report);
            placed.extend(waiting.drain(..).map(|(step, _)| step));
        }
    }
    placed.retain(|step| step.enabled);
    placed
}

/// Several steps behind one target keep the order of the file.
fn place(
    placed: &mut Vec<StepConfig>,
    step: StepConfig,
    before: Option<usize>,
    after: Option<usize>,
    report: &mut Report,
) {
    let at = match (before, after) {
        (Some(before), Some(after)) if after >= before => {
            let place = step.after.as_ref().map_or(step.id.place, |word| word.place);
            let message = format!("step {} cannot be both before and after what it names", step.id.text);
            report.error(codes::ORDER_CYCLE, place, message);
            before
        }
        (Some(before), _) => before,
        (None, Some(after)) => {
            let target = placed.get(after).map(|step| step.id.text.clone());
            let follows = |step: &&StepConfig| step.after.as_ref().map(|word| &word.text) == target.as_ref();
            after + 1 + placed.iter().skip(after + 1).take_while(follows).count()
        }
        (None, None) => placed.len(),
    };
    placed.insert(at, step);
}

fn duplicates(steps: &[StepConfig], report: &mut Report) {
    for (at, step) in steps.iter().enumerate() {
        let first = steps.iter().take(at).find(|other| other.id.text == step.id.text);
        if let Some(first) = first {
            let message =
                format!("a second step with the id \"{}\"; give one of them another key id", step.id.text);
            report.push(
                Diagnostic::error(codes::DUPLICATE_ID, step.id.place, message)
                    .note("the first one is here", first.id.place),
            );
        }
    }
}

fn cycle(steps: &[&StepConfig], report: &mut Report) {
    let ids: Vec<&str> = steps.iter().map(|step| step.id.text.as_str()).collect();
    let message = format!("these steps wait for each other: {}", ids.join(", "));
    let targets: Vec<&Word> =
        steps.iter().filter_map(|step| step.before.as_ref().or(step.after.as_ref())).collect();
    let mut finding = Diagnostic::error(codes::ORDER_CYCLE, targets.first().map(|word| word.place), message);
    for word in targets.iter().skip(1) {
        finding = finding.note("and here", word.place);
    }
    report.push(finding);
}
