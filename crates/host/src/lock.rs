//! `plugin lock`: writes the hashes of plugins into a config, and changes nothing else in it.

/// A plugin whose hash is to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hash {
    /// The name in `[plugins.NAME]`.
    pub name: String,
    /// The hash.
    pub sha256: String,
}

/// The config with these hashes in it: an old `sha256` is replaced, a missing one is put behind `path`. Comments,
/// order and spacing stay. Names whose table is not found are given back.
#[must_use]
pub fn lock(config: &str, hashes: &[Hash]) -> (String, Vec<String>) {
    let mut lines: Vec<String> = config.lines().map(str::to_owned).collect();
    let mut missing = Vec::new();
    for hash in hashes {
        if !write(&mut lines, hash) {
            missing.push(hash.name.clone());
        }
    }
    let mut text = lines.join("\n");
    if config.ends_with('\n') {
        text.push('\n');
    }
    (text, missing)
}

fn write(lines: &mut Vec<String>, hash: &Hash) -> bool {
    let header = |line: &str| {
        let name = line.trim().strip_prefix("[plugins.").and_then(|rest| rest.split_once(']'));
        name.is_some_and(|(name, _)| name.trim().trim_matches(['"', '\'']) == hash.name)
    };
    let Some(start) = lines.iter().position(|line| header(line)) else { return false };
    let end = lines.iter().skip(start + 1).position(|line| line.trim_start().starts_with('['));
    let end = end.map_or(lines.len(), |end| start + 1 + end);
    let key = |line: &str, name: &str| line.split_once('=').is_some_and(|(key, _)| key.trim() == name);
    let new = format!("sha256 = \"{}\"", hash.sha256);
    let table = lines.get_mut(start + 1..end).unwrap_or_default();
    if let Some(line) = table.iter_mut().find(|line| key(line, "sha256")) {
        let comment = line.rfind('#').filter(|&at| !line[at..].contains('"')).map(|at| line[at..].to_owned());
        *line = comment.map_or_else(|| new.clone(), |comment| format!("{new} {comment}"));
        return true;
    }
    let path = table.iter().position(|line| key(line, "path")).map_or(start + 1, |at| start + 2 + at);
    lines.insert(path, new);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashes_change() {
        let config = "version = 1 # kept\n\n[plugins.acme]\npath = \"a.so\" # here\n\n[plugins.\"b-c\"]\nsha256 = \"00\" # old\n\
                      path = \"b.so\"\n\n[[step]]\nuse = \"acme.x\"\n";
        let hash = |name: &str| Hash { name: name.into(), sha256: format!("{name}-hash") };
        let (text, missing) = lock(config, &[hash("acme"), hash("b-c"), hash("none")]);
        let expected = "version = 1 # kept\n\n[plugins.acme]\npath = \"a.so\" # here\nsha256 = \"acme-hash\"\n\n\
                        [plugins.\"b-c\"]\nsha256 = \"b-c-hash\" # old\npath = \"b.so\"\n\n[[step]]\nuse = \"acme.x\"\n";
        assert_eq!((text.as_str(), missing), (expected, vec!["none".to_owned()]));
    }
}
