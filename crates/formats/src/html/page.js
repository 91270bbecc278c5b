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
  const middle = (element, box) => {
    const rect = element.getClientRects()[0];
    return [rect.left + rect.width / 2 - box.left, rect.top - box.top];
  };
  const tie = (article, from, to) => {
    const box = article.getBoundingClientRect();
    const [x, y] = middle(from, box), [u, v] = middle(to, box);
    const lift = Math.max(18, Math.min(70, Math.abs(x - u) / 6 + Math.abs(y - v) / 6));
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "tie");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", `M${x} ${y} C${x} ${y - lift} ${u} ${v - lift} ${u} ${v}`);
    svg.append(path);
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
      const row = list[id], item = make("div");
      item.append(make("b", row.l + (row.b ? " · " + row.b : "")), " ", make("bdi", row.t));
      for (const [name, value] of row.v) {
        const line = make("span", undefined, "v");
        line.append(make("i", name + " "), make("bdi", value));
        item.append(line);
      }
      tip.append(item);
      const parts = [...article.querySelectorAll(`[data-r~="${id}"]`)];
      parts.forEach(part => part.classList.add("on"));
      const text = parts.filter(part => part.classList.contains("s"));
      const main = text.find(part => part.dataset.m.split(" ").includes(String(id)));
      for (const role of ["speaker", "source", "actor", "recipient", "place"]) {
        const other = text.find(part => part !== main && part.dataset[role] && part.dataset[role].split(" ").includes(String(id)));
        if (main && other && !(role === "source" && text.some(part => (part.dataset.speaker || "").split(" ").includes(String(id))))) tie(article, main, other);
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
