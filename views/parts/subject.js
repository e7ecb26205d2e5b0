let looking = ""; // what is being typed, which a new drawing must not take away
let timer;

export default function ({ parentElement, data, setTriggerValue }) {
  const { texts } = data;
  const act = (message) => setTriggerValue("act", message);
  const sign = { person: "●", country: "■", organisation: "◆", source: "¶" };
  const named = (text, name) => text.replace("{name}", name);
  const mark = (glyph) => el("span", { class: "soft", "aria-hidden": "true" }, sign[glyph]);

  function fact(found) {
    const value = found.type
      ? el("button", { title: found.title, "aria-label": `${found.name}: ${found.value}. ${found.title}`, "data-focus": `${found.type}-${found.name}`,
        "aria-pressed": found.type === "role" ? String(found.on) : null, on: { click: () => act({ type: found.type, value: found.id }) } }, found.value)
      : found.value;
    return el("div", {}, el("dt", { class: "soft" }, found.name), el("dd", {}, value));
  }

  function member(found) {
    return el("span", { class: "pair" },
      el("button", { "data-focus": `open-${found.facet}-${found.value}`, title: named(texts.open, found.label), "aria-label": named(texts.open, found.label),
        on: { click: () => act({ type: "open", facet: found.facet, value: found.value }) } }, mark(found.glyph), " ", found.label),
      el("button", { "aria-label": named(texts.remove, found.label), title: named(texts.remove, found.label),
        on: { click: () => act({ type: "drop", facet: found.facet, value: found.value }) } }, "×"));
  }

  function add(found) {
    return el("button", { class: "tag", "data-focus": `add-${found.facet}-${found.value}`,
      on: { click: () => { looking = ""; act({ type: "add", facet: found.facet, value: found.value }); } } }, mark(found.glyph), found.label);
  }

  function jump([key, name]) {
    const go = () => document.querySelector(key === "reading" ? ".st-key-reading" : `.st-key-section_${key}`)?.scrollIntoView({ block: "start" });
    return el("button", { class: "jump", on: { click: go } }, name);
  }

  const input = el("input", { type: "search", "aria-label": texts.search, placeholder: texts.search, "data-focus": "compare-search" });
  input.value = looking;
  input.addEventListener("input", () => {
    looking = input.value;
    clearTimeout(timer);
    timer = setTimeout(() => act({ type: "find", value: looking }), 300);
  });

  const root = parentElement.querySelector(".part");
  if (data.many.length) lanesOpen(root, data.many, (found) => act({ type: "open", facet: found.facet, value: found.value }));
  draw(
    root,
    el("div", {}, el("button", { class: "back", "data-focus": "back", on: { click: () => act({ type: "back" }) } }, `← ${texts.back}`),
      data.sort ? el("span", { class: "sort soft" }, data.sort) : null),
    el("h2", {}, data.name),
    ...data.lines.map((line) => el("p", { class: "soft" }, line)),
    data.facts.length ? el("dl", {}, ...data.facts.map(fact)) : null,
    data.many.length ? el("div", { class: "row" }, ...data.many.map(member)) : null,
    data.full ? null : el("div", { class: "row", role: "group", "aria-label": texts.with }, el("span", { class: "soft" }, texts.with), input,
      ...(looking && data.found.length ? data.found : data.suggested).map(add)),
    data.sections.length ? el("nav", { class: "row", "aria-label": texts.sections }, ...data.sections.map(jump)) : null,
  );
}
