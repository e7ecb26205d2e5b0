const SPACE = "http://www.w3.org/2000/svg";

function svg(tag, properties = {}, ...children) {
  const node = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const { texts, matrix, network } = data;
  const root = parentElement.querySelector(".part");
  const act = (message) => setTriggerValue("act", message);
  const open = (label) => texts.open.replace("{name}", label);
  const signs = ["→", "←", texts.directed ? "↔" : ""];
  const spoken = [texts.to, texts.from, texts.together];

  function cell(row, found, kind) {
    if (!found.share) return el("td", {});
    const parts = found.ways.map((n, way) => (n ? `${signs[way]}${n}` : "")).filter(Boolean);
    const said = found.ways.map((n, way) => (n ? `${texts.directed ? `${spoken[way]}: ` : ""}${n}` : "")).filter(Boolean).join("; ");
    const label = texts.cell.replace("{kind}", kind.label).replace("{name}", row.label).replace("{n}", said);
    return el("td", {}, el("button", { class: "cell", title: label, "aria-label": label, "data-focus": `cell-${row.value}-${kind.key}`,
      style: `background:color-mix(in srgb, var(--st-primary-color) ${Math.round(8 + 30 * found.share)}%, transparent)`,
      on: { click: () => { act({ type: "cell", facet: row.facet, value: row.value, kind: kind.key }); toList(); } } }, parts.join(" ")));
  }

  const toList = () => document.querySelector(".st-key-reading")?.scrollIntoView({ block: "start" });

  function table() {
    if (!matrix.rows.length) return null;
    return el("div", {},
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.matrix },
        el("table", {},
          el("thead", {}, el("tr", {}, el("td", {}), el("td", { class: "n soft" }, texts.events),
            ...matrix.kinds.map((kind) => el("th", { scope: "col" }, el("div", {}, el("span", {}, kind.label), shape(kind.shape.path, kind.shape.colour, kind.shape.open)))))),
          el("tbody", {}, ...matrix.rows.map((row) => el("tr", {},
            el("th", { scope: "row" }, el("button", { title: open(row.label), "aria-label": open(row.label), "data-focus": `row-${row.value}`,
              on: { click: () => act({ type: "open", facet: row.facet, value: row.value }) } }, row.label)),
            el("td", { class: "n soft" }, row.n),
            ...row.cells.map((found, at) => cell(row, found, matrix.kinds[at]))))))),
      texts.directed ? el("p", { class: "legend soft" }, ...spoken.map((text, way) => el("span", {}, `${signs[way]} ${text}`))) : null);
  }

  // The one that the page is about stands in the middle, the others around it; two alone stand side by side.
  function places(width, height) {
    const count = network.circle.length;
    const middle = network.nodes.length > count;
    const rx = width / 2 - 58;
    const ry = height / 2 - 40;
    const at = network.nodes.map(() => ({ x: width / 2, y: height / 2 - 6 }));
    network.circle.forEach((node, turn) => {
      const angle = (2 * Math.PI * turn) / count - (middle || count !== 2 ? Math.PI / 2 : Math.PI);
      const near = middle && count > 8 && turn % 2 ? 0.8 : 1;
      at[node] = { x: width / 2 + rx * near * Math.cos(angle), y: height / 2 - 6 + ry * near * Math.sin(angle) };
    });
    return at;
  }

  function arrow(from, to, colour) {
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    const tip = { x: to.x - dx * 13, y: to.y - dy * 13 };
    const wing = (side) => `${tip.x - dx * 9 - side * dy * 5},${tip.y - dy * 9 + side * dx * 5}`;
    return svg("polygon", { points: `${tip.x},${tip.y} ${wing(1)} ${wing(-1)}`, fill: colour });
  }

  function edge(found, at) {
    const [a, b] = [at[found.a], at[found.b]];
    const colour = found.shape.colour;
    const third = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    return svg("g", { class: network.nodes.length > 6 && !network.nodes[found.a].own && !network.nodes[found.b].own ? "edge far" : "edge", "data-ends": `${found.a} ${found.b}` },
      svg("title", {}, found.lines.map(([who, what]) => `${who}: ${what}`).join("\n")),
      svg("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: colour, "stroke-width": Math.min(1 + 1.1 * Math.sqrt(found.n), 7),
        "stroke-dasharray": found.forth || found.back ? null : "5 4" }),
      found.forth ? arrow(a, b, colour) : null,
      found.back ? arrow(b, a, colour) : null,
      svg("g", { class: "sign", transform: `translate(${third.x} ${third.y})` },
        svg("circle", { r: 10, fill: "var(--st-background-color)" }),
        svg("path", { d: found.shape.path, fill: found.shape.open ? "none" : colour, stroke: colour, "stroke-width": 1.6 })));
  }

  function dot(node, x, y) {
    const size = node.own ? 9 : 7;
    if (node.glyph === "country") return svg("rect", { class: "dot", x: x - size, y: y - size, width: 2 * size, height: 2 * size });
    if (node.glyph === "organisation") {
      return svg("polygon", { class: "dot", points: `${x},${y - size - 2} ${x + size + 2},${y} ${x},${y + size + 2} ${x - size - 2},${y}` });
    }
    return svg("circle", { class: "dot", cx: x, cy: y, r: size });
  }

  function named(node, narrow) {
    const whole = node.label;
    const words = whole.split(" ");
    const particle = words.findIndex((word, at) => at > 0 && word[0] !== word[0].toUpperCase());
    const last = particle > 0 ? words.slice(particle).join(" ") : words.at(-1);
    const text = narrow && node.glyph === "person" ? last : whole;
    return text.length > 22 ? `${text.slice(0, 21)}…` : text;
  }

  function net() {
    if (!network.edges.length) return el("p", { class: "soft none" }, texts.none);
    const across = root.clientWidth || 700;
    const beside = matrix.rows.length && across > 56 * 16;
    const width = Math.max(300, Math.min(760, beside ? across * 0.45 : across));
    const height = network.nodes.length > 6 ? Math.min(470, Math.max(400, width * 0.8)) : network.nodes.length > 2 ? 280 : 90;
    const narrow = width < 520;
    const at = places(width, height);
    const drawing = svg("svg", { class: "net", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": texts.network,
      style: `max-width:${width}px` });
    const lit = (number) => {
      drawing.classList.toggle("some", number !== null);
      for (const line of drawing.querySelectorAll(".edge")) line.classList.toggle("near", line.dataset.ends.split(" ").includes(String(number)));
    };
    drawing.append(
      ...network.edges.map((found) => edge(found, at)),
      ...network.nodes.map((node, number) => {
        const go = () => { if (!node.own) act({ type: "open", facet: node.facet, value: node.value }); };
        return svg("g", { class: node.own ? "node own" : "node", role: "button", tabindex: "0", "aria-label": open(node.label), "data-focus": `node-${node.value}`,
          on: { click: go, keydown: (pressed) => { if (pressed.key === "Enter" || pressed.key === " ") { pressed.preventDefault(); go(); } },
            mouseenter: () => lit(number), mouseleave: () => lit(null), focus: () => lit(number), blur: () => lit(null) } },
        svg("title", {}, node.label), dot(node, at[number].x, at[number].y), svg("text", { x: at[number].x, y: at[number].y + 25 }, named(node, narrow)));
      }),
    );
    return el("div", {}, drawing, el("p", { class: "soft legend" }, texts.hint));
  }

  function listed() {
    if (!network.edges.length) return null;
    return el("details", { open: network.nodes.length < 4 }, el("summary", {}, texts.table),
      el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, texts.pair), el("th", { scope: "col" }, texts.what))),
        el("tbody", {}, ...network.edges.flatMap((found) => found.lines.map(([who, what]) => el("tr", {}, el("th", { scope: "row" }, who), el("td", {}, what)))))));
  }

  const tabs = data.tabs.length ? el("div", { class: "tabs", role: "group", "aria-label": texts.with }, el("span", { class: "soft" }, texts.with),
    ...data.tabs.map((tab) => el("button", { class: "tag", "aria-pressed": String(tab.on), "data-focus": `tab-${tab.key}`,
      on: { click: () => act({ type: "tab", facet: tab.key }) } }, tab.label))) : null;
  const grid = table();
  draw(root, tabs,
    el("div", { class: grid ? "both two" : "both" }, grid ? el("div", {}, el("h3", {}, texts.matrix), grid) : null,
      el("div", {}, grid ? el("h3", {}, texts.network) : null, net(), listed())));
}
