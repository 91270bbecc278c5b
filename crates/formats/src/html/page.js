(() => {
  const tip = document.getElementById("tip");
  const rows = new WeakMap();
  const counts = {};
  for (const article of document.querySelectorAll("article")) {
    const list = JSON.parse(article.querySelector("script").textContent);
    rows.set(article, list);
    for (const row of list) counts[row.k] = (counts[row.k] || 0) + 1;
  }
  for (const box of document.querySelectorAll(".bar input")) {
    const shown = document.querySelector(`.n[data-k="${box.id}"]`);
    if (shown) shown.textContent = counts[box.id] || 0;
  }
  const make = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const clear = () => {
    tip.hidden = true;
    document.querySelectorAll(".on").forEach(e => e.classList.remove("on"));
    document.querySelectorAll("svg.tie").forEach(e => e.remove());
    document.querySelectorAll("[aria-describedby=tip]").forEach(e => e.removeAttribute("aria-describedby"));
  };
  const SVG = "http://www.w3.org/2000/svg";
  // A line from a row to the span that one of its columns names, which may stand above, below or beside it.
  const tie = (article, from, to, colour) => {
    const box = article.getBoundingClientRect();
    const a = from.getClientRects()[0], b = to.getClientRects()[0];
    if (!a || !b) return;
    const beside = Math.abs(a.top - b.top) < a.height / 2, above = b.top < a.top;
    const x = a.left + a.width / 2 - box.left, u = b.left + b.width / 2 - box.left;
    const y = (beside || above ? a.top : a.bottom) - box.top, v = (!beside && above ? b.bottom : b.top) - box.top;
    const lift = beside ? 26 : Math.max(14, Math.min(60, Math.abs(y - v) / 2)), way = beside || above ? -1 : 1;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "tie" + (colour === undefined ? "" : " q" + colour));
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", `M${x} ${y} C${x} ${y + way * lift} ${u} ${v + (beside ? -lift : -way * lift)} ${u} ${v}`);
    const dot = document.createElementNS(SVG, "circle");
    for (const [name, value] of [["cx", u], ["cy", v], ["r", 3.5]]) dot.setAttribute(name, value);
    svg.append(path, dot);
    article.append(svg);
  };
  const show = (element, describe) => {
    clear();
    const article = element.closest("article");
    const list = rows.get(article);
    if (!list) return;
    const visible = id => list[id] && (document.getElementById(list[id].k) || {}).checked;
    const ids = element.dataset.r.split(" ").map(Number).filter(visible);
    if (!ids.length) return;
    tip.replaceChildren();
    for (const id of ids) {
      const row = list[id], item = make("div"), values = make("dl");
      item.append(make("b", row.l + (row.b ? " · " + row.b : "")), make("bdi", row.t), values);
      for (const [name, value] of row.v) {
        const cell = make("dd");
        cell.append(make("bdi", value));
        values.append(make("dt", name), cell);
      }
      tip.append(item);
      const parts = [...article.querySelectorAll(`[data-r~="${id}"]`)];
      parts.forEach(part => part.classList.add("on"));
      const text = parts.filter(part => part.classList.contains("s"));
      const main = text.find(part => part.dataset.m.split(" ").includes(String(id)));
      for (const role of ["speaker", "source", "actor", "recipient", "place"]) {
        const other = text.find(part => part !== main && part.dataset[role] && part.dataset[role].split(" ").includes(String(id)));
        if (main && other && !(role === "source" && text.some(part => (part.dataset.speaker || "").split(" ").includes(String(id))))) tie(article, main, other, row.q);
      }
    }
    if (!describe) return;
    const rect = element.getClientRects()[0];
    tip.hidden = false;
    tip.dir = getComputedStyle(element).direction;
    const left = Math.min(Math.max(8, rect.left + rect.width / 2 - tip.offsetWidth / 2), innerWidth - tip.offsetWidth - 8);
    const below = rect.bottom + tip.offsetHeight + 12 < innerHeight;
    tip.style.left = left + scrollX + "px";
    tip.style.top = (below ? rect.bottom + 8 : rect.top - tip.offsetHeight - 8) + scrollY + "px";
    element.setAttribute("aria-describedby", "tip");
  };
  const on = event => {
    const element = event.target.closest && event.target.closest("[data-r]");
    if (element) show(element, element.classList.contains("s"));
    else if (event.type !== "focusin") clear();
  };
  document.addEventListener("mouseover", on);
  document.addEventListener("focusin", on);
  document.addEventListener("click", event => {
    const item = event.target.closest && event.target.closest("aside [data-r]");
    if (!item) return on(event);
    const id = item.dataset.r, article = item.closest("article");
    const target = article.querySelector(`.s[data-m~="${id}"]`) || article.querySelector(`.s[data-r~="${id}"]`);
    if (target) { target.scrollIntoView({ block: "center" }); show(target, true); }
  });
  document.addEventListener("keydown", event => { if (event.key === "Escape") clear(); });
  document.addEventListener("focusout", clear);
  document.getElementById("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
})();
