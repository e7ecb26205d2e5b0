let last = ""; // the event that was shown before, to know when to bring another into view
let wanted = ""; // the event that was asked for last: who is quick edits that one, not the one still shown

export default function ({ parentElement, data, setTriggerValue }) {
  const { texts, event } = data;
  const root = parentElement.querySelector(".part");
  const act = (message) => setTriggerValue("act", message);
  const correct = (message) => act({ ...message, event: wanted });
  wanted = data.selected;
  const before = root.querySelector(".list .scroll")?.scrollTop ?? 0;
  const order = [...data.groups.flatMap((group) => group.items), ...data.shelf].map((item) => item.id);

  // the list is one stop for the Tab key; the arrow keys go on from there
  const stop = order.includes(data.selected) ? data.selected : order[0];

  function open(id, fromList) {
    wanted = id;
    act({ type: "open", id, fromList: Boolean(fromList) });
  }

  function step(by) {
    const at = order.indexOf(data.selected) + by;
    if (at >= 0 && at < order.length) open(order[at], true);
    else act({ type: "page", by });
  }

  function row(item) {
    return el("li", {}, el("button", { class: "row", "aria-current": String(item.id === data.selected), "data-focus": `e-${item.id}`,
      tabindex: item.id === stop ? "0" : "-1",
      "data-event": item.id, on: { click: () => open(item.id, true) } },
    shape(item.shape.path, item.shape.colour, item.shape.open),
    el("span", {}, el("span", { class: "t" }, item.title), el("span", { class: "m soft" }, item.about))));
  }

  const neighbour = () => order[order.indexOf(wanted) + 1] ?? order[order.indexOf(wanted) - 1] ?? "";

  // A new event from what is marked in a quotation, else from its proof.
  function add(number) {
    const found = event.proofs[number];
    const marked = markedIn(root.querySelectorAll("blockquote")[number], found.start, found.length);
    correct({ type: "correct", do: "add", marked: { document: found.document, ...marked } });
  }

  function keys(pressed) {
    editKeys(pressed, data.edit, event, correct, neighbour, () => add(0));
    if (pressed.defaultPrevented || pressed.composedPath()[0].matches?.("input, select, textarea")) return;
    const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[pressed.key];
    if (!by || pressed.altKey || pressed.ctrlKey || pressed.metaKey) return;
    pressed.preventDefault();
    const now = order.indexOf(pressed.target.closest("[data-event]")?.dataset.event ?? data.selected);
    const next = order[now + by];
    if (next === undefined) return act({ type: "page", by });
    root.querySelector(`[data-focus="e-${CSS.escape(next)}"]`)?.focus();
    open(next, false);
  }

  const list = el("div", { class: "list", on: { keydown: keys } },
    el("div", { class: "bar" }, el("h3", { title: texts.listHint }, texts.list), el("span", { class: "soft" }, data.shown)),
    el("div", { class: "scroll", tabindex: "-1" },
      data.earlier ? el("button", { class: "page", on: { click: () => act({ type: "page", by: -1 }) } }, texts.earlier) : null,
      ...data.groups.map((group) => el("section", {}, el("h4", { class: "dayhead soft" }, group.day), el("ol", {}, ...group.items.map(row)))),
      data.later ? el("button", { class: "page", on: { click: () => act({ type: "page", by: 1 }) } }, texts.later) : null),
    data.shelf.length
      ? el("details", { class: "shelf", open: data.shelfOpen },
        el("summary", {}, `${texts.shelf} (${data.shelfCount})`),
        el("p", { class: "soft" }, texts.shelfHint),
        el("ol", {}, ...data.shelf.map(row)))
      : null);

  function segment([text, sort, ids]) {
    if (sort === "time") return el("mark", { class: "proof time", title: texts.timeWords }, text);
    if (sort === "proof") return el("mark", { class: "proof" }, text);
    if (sort !== "other") return text;
    const follow = () => open(ids[0], false);
    return el("span", { class: "other", role: "button", tabindex: "0", "data-focus": `o-${ids[0]}`,
      on: { click: follow, keydown: (pressed) => { if (pressed.key === "Enter") follow(); } } }, text);
  }

  function proof(found) {
    return el("figure", {},
      el("blockquote", { class: data.article ? "whole" : "", tabindex: data.article ? "0" : null }, ...found.segments.map(segment)),
      el("figcaption", { class: "soft" }, el("b", {}, found.title), found.title ? " · " : "", found.published,
        found.path ? ` · ${found.path}` : "",
        " · ", el("button", { class: "toggle", "aria-pressed": String(data.article), "data-focus": `whole-${found.path}`,
          on: { click: () => act({ type: "article" }) } }, data.article ? texts.excerpt : texts.whole),
        found.document ? " · " : "", found.document ? el("button", { class: "toggle", title: data.edit.texts.add_help, "aria-keyshortcuts": "n",
          "data-focus": `add-${found.document}`, on: { mousedown: (pressed) => pressed.preventDefault(), click: () => add(event.proofs.indexOf(found)) } },
        data.edit.texts.add) : null));
  }

  function cite() {
    const button = el("button", { class: "cite", title: texts.citeHelp, "data-focus": "cite", on: { click: () => copyText(
      event.cite + (data.query ? `. ${location.origin}${location.pathname}?${data.query}` : ""), button, texts.copied) } }, texts.cite);
    return button;
  }

  function reader() {
    const done = editDone(data.edit, correct);
    if (!event) return el("div", { class: "reader none soft", tabindex: "-1", on: { keydown: (pressed) => editKeys(pressed, data.edit, event, correct, neighbour) } },
      done, data.edit.askName || data.edit.error ? editor(data.edit, event, correct, neighbour) : null, texts.empty);
    const at = order.indexOf(event.id);
    const move = (by, sign, label, off) => el("button", { "aria-label": label, title: label, disabled: off, "data-focus": `step${by}`,
      on: { click: () => step(by) } }, sign);
    return el("article", { class: "reader", "aria-label": texts.reader, tabindex: "-1", "data-focus": "reader",
      on: { keydown: (pressed) => editKeys(pressed, data.edit, event, correct, neighbour, () => add(0)) } },
      done,
      el("div", { class: "paper" },
        el("div", { class: "kicker" },
          shape(event.shape.path, event.shape.colour, event.shape.open), el("span", {}, event.kind), el("span", { class: "soft" }, event.status),
          el("nav", {}, cite(), move(-1, "↑", texts.previous, at <= 0 && !data.earlier), move(1, "↓", texts.next, at === order.length - 1 && !data.later),
            el("button", { "aria-label": texts.close, title: texts.close, on: { click: () => act({ type: "open", id: "" }) } }, "×"))),
        el("h4", {}, event.title),
        el("p", { class: "when" }, event.when),
        event.chips.length ? el("div", { class: "chips" }, ...event.chips.map((chip) => el("button",
          { class: "chip", title: chip.title, "aria-label": chip.title,
            on: { click: () => act({ type: "toggle", facet: chip.facet, value: chip.value, side: "include" }) } },
          chip.label, chip.role ? el("small", {}, chip.role) : null)).flatMap((button, at) => [el("span", { class: "pair" }, button,
          el("button", { class: "tag go", title: event.chips[at].open, "aria-label": event.chips[at].open, "data-focus": `page-${event.chips[at].value}`,
            on: { click: () => act({ type: "visit", facet: event.chips[at].facet, value: event.chips[at].value }) } }, "›"))]),
        event.compare ? el("button", { class: "tag", title: event.compare.help, "data-focus": "compare-chips", on: { click: () => act({ type: "compare" }) } }, event.compare.label) : null) : null,
        editor(data.edit, event, correct, neighbour),
        ...event.proofs.map(proof),
        el("dl", {}, ...event.table.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]))));
  }

  root.classList.toggle("empty", !order.length && !event);
  const home = root.getRootNode();
  const hadFocus = Boolean(home.activeElement);
  draw(root, list, reader());
  // what had the focus may be gone, as a rejected event is: the next one takes it, and letters go on being commands
  if (hadFocus && !home.activeElement) (root.querySelector("[aria-current=true]") ?? root.querySelector(".reader"))?.focus({ preventScroll: true });
  const scroll = root.querySelector(".list .scroll");
  scroll.scrollTop = before;
  const current = root.querySelector("[aria-current=true]");
  if (data.selected && (data.selected !== last || data.edit.done) && current) {
    const box = scroll.getBoundingClientRect();
    const place = current.getBoundingClientRect();
    if (place.top < box.top + 40 || place.bottom > box.bottom) scroll.scrollTop += place.top - box.top - box.height / 3;
  }
  for (const quote of root.querySelectorAll("blockquote.whole")) {
    const proven = quote.querySelector("mark");
    if (proven) quote.scrollTop = proven.offsetTop - quote.offsetTop - quote.clientHeight / 3;
  }
  const narrow = getComputedStyle(root).gridTemplateColumns.split(" ").length === 1;
  if (narrow && event && data.selected !== last && data.fromList) root.querySelector(".reader").scrollIntoView({ block: "start" });
  last = data.selected;
}
