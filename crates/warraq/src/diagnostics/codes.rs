//! The stable codes of findings, each with the paragraph that `warraq explain CODE` prints.

/// A stable code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
    /// The code itself, such as `E0102`.
    pub id: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// One paragraph: why it is an error and what to do.
    pub text: &'static str,
}

macro_rules! codes {
    ($($name:ident $id:literal $title:literal $text:literal;)*) => {
        $(#[doc = $title] pub const $name: Code = Code { id: $id, title: $title, text: $text };)*
        /// All codes in order.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    NO_FILE "E0001" "the pipeline file cannot be read"
        "The file that holds the pipeline is missing, is not readable, or is not UTF-8. Give its path with -p, or run warraq in the directory that holds warraq.toml. A preset is named preset:NAME; warraq list presets shows them.";
    SYNTAX "E0101" "the file is not valid TOML"
        "The text breaks a rule of TOML: a quote or bracket is not closed, a key is given twice, a value is missing. The rest of the file is still checked, so other findings of the same report are worth reading.";
    UNKNOWN_KEY "E0102" "unknown key"
        "Every key is checked, because a misspelt one would otherwise change nothing and say nothing. The message lists the keys that are allowed at this place. Keys of a step other than the reserved ones (use, id, on, in, out, when, timeout, on_error, before, after, enabled) belong to its component: see warraq show COMPONENT.";
    WRONG_TYPE "E0103" "a value of the wrong type"
        "The value is, say, a number where a string is asked for. A number that has a unit is written as a string with its unit: \"10s\", \"64MiB\", \"1%\".";
    MISSING_KEY "E0104" "a key is missing"
        "This table does not work without the key that the message names.";
    VERSION "E0105" "the config version is missing or unsupported"
        "Every pipeline file says for which version of the config format it was written, on its first line: version = 1. This is not the version of the program; it only changes when old files would mean something else.";
    BAD_VALUE "E0106" "a value that is not allowed"
        "The value has the right type, but is out of range, has an unknown unit, or is not one of the words that are allowed here. The message says what is.";
    UNKNOWN_COMPONENT "E0201" "unknown component"
        "No component of this name is built in, and none of the plugins listed in [plugins] offers it. warraq list components prints all names. A plugin's component is written PLUGIN.COMPONENT, and the plugin needs a table [plugins.PLUGIN].";
    WRONG_KIND "E0202" "a component at the wrong place"
        "Unpackers and readers belong in [[input]], processors in [[step]], formats in [[output]].";
    UNKNOWN_OPTION "E0203" "unknown option of a component"
        "The component has no option of this name. warraq show COMPONENT prints its options with their defaults.";
    BAD_OPTION "E0204" "a wrong option of a component"
        "The option's value is not what the component declares: its type, its range, or one of a list of words. warraq show COMPONENT prints what each option allows.";
    MISSING_OPTION "E0205" "a required option is missing"
        "The component cannot work without this option, and it has no default.";
    REFUSED "E0206" "a component refuses its set-up"
        "Each option is allowed by itself, but the component cannot work with them: a pattern that is no regular expression, a file that is not in its format, options that contradict each other.";
    DUPLICATE_ID "E0301" "two steps with one id"
        "The id names a step in messages, in [patch.ID], in before and after, and in the run's account, so it must be unique. It is the component's name with - for . unless the key id says otherwise.";
    UNKNOWN_STEP "E0302" "no step has this id"
        "A patch, before, after or --set names a step that the pipeline does not have. warraq explain lists the steps with their ids.";
    ORDER_CYCLE "E0303" "steps that wait for each other"
        "The keys before and after of these steps contradict each other, so there is no order in which they could run.";
    BAD_RENAME "E0304" "in, out or on does not fit the component"
        "out = \"name\" renames what a step writes, and works where it writes exactly one layer or view; otherwise a table says which: out = { entity = \"entity_lists\" }. in = { token = \"acme.token\" } feeds a step from another layer; a list is for components that combine layers.";
    BAD_NAME "E0305" "a name with characters that are not allowed"
        "Ids of steps, names of layers, views, variables and plugins are made of letters, digits, - and _; the names of layers and views may also have dots.";
    MISSING_LAYER "E0401" "a layer that no earlier step writes"
        "The step reads a layer that does not exist when it runs. Add one of the components that the message names, move the step behind the one that writes the layer (after = \"ID\"), or feed it from another layer (in = { token = \"acme.token\" }).";
    LAYER_TWICE "E0402" "two steps write the same layer"
        "A layer has one writer, so that it is clear where each row came from. Rename one of them with out, and combine the two with layer.merge.";
    MISSING_COLUMN "E0403" "a layer without a column that a step reads"
        "The layer exists, but the step that writes it does not fill this column. Use another component for that layer, or set the option that makes it write the column.";
    COLUMN_TYPE "E0404" "a column of another type"
        "The step that writes the layer and the one that reads it disagree about what the column holds. A layer of the catalogue (token, entity, …) has the catalogue's columns and types wherever it comes from.";
    MISSING_VIEW "E0405" "a view that no earlier step writes"
        "The key on names a normalised text, which a step such as normalize.arabic writes under the name in its key out. That step must stand before this one.";
    VIEW_TWICE "E0406" "two steps write the same view"
        "A view has one writer. Rename one of them with out.";
    NO_LAYER "E0407" "an output names a layer that the pipeline does not have"
        "An output can only show layers that a step or reader of this pipeline writes. Leave layers out to get all of them but word, or write layers = \"all\".";
    EXPRESSION "E0501" "a wrong expression"
        "Conditions compare fields (language, title, …) and the functions chars(text), count(layer) and has(field) with literals, joined by and, or, not. Both sides of a comparison have the same type.";
    NO_ASSET "E0601" "a file that an option names is missing"
        "Paths in a config are relative to the file that they are written in, those on the command line to the working directory.";
    BAD_PATH "E0602" "an output path that is not allowed"
        "A path that is filled from a document's fields ({doc.id}) starts with a directory that is written out, and cannot leave it; .. is not allowed behind it. Two outputs never write the same file.";
    UNKNOWN_PROFILE "E0701" "unknown profile"
        "--profile NAME lays the tables [profile.NAME.…] over the file; the file has none of this name.";
    UNKNOWN_VARIABLE "E0702" "a variable that is not set"
        "${vars.NAME} stands for a variable of [vars], ${pipeline.name} and ${pipeline.language} for those keys. A variable with env and without default must be set in the environment. A literal ${ is written $${.";
    BAD_SET "E0703" "a wrong argument"
        "--set takes KEY=VALUE. The key is a path: run.threads, vars.day, step.ID.OPTION, input.path, output.layers; where there are several inputs or outputs, input.0.path. The value is a TOML value or a bare string. --field takes NAME=VALUE.";
    EXTENDS "E0704" "a pipeline that cannot be extended"
        "extends names a preset (preset:NAME) or a pipeline file, which must not extend another one itself: one level keeps it clear where a value comes from.";
    PLUGIN "E0801" "a plugin that cannot be used"
        "The plugin is missing, is not one, was changed since its sha256 was noted down, needs another version of the plugin interface, or plugins are switched off or not available in this build.";
    BAD_TEST "E0901" "a wrong [[test]]"
        "A test has a name, a text, and the rows that are expected of one or more layers.";
}

/// The code of this id, such as `E0102`, in either case.
#[must_use]
pub fn explain(id: &str) -> Option<Code> {
    ALL.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_in_order_and_explained() {
        for pair in ALL.windows(2) {
            assert!(pair[0].id < pair[1].id, "{} before {}", pair[0].id, pair[1].id);
        }
        assert!(ALL.iter().all(|code| code.text.ends_with('.') && code.text.len() > 40));
        assert_eq!(explain("e0102"), Some(UNKNOWN_KEY));
        assert_eq!(explain("E9999"), None);
    }
}
