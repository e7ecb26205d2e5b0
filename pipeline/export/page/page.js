"use strict";
// Elements are only ever made of tags and text nodes: nothing that an article says becomes HTML.
const PART = 150, MOST_PRINTED = 5000, MOST_VALUES = 60, DAY = 86400000;
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const { texts, labels, facets } = read("words");
const sources = read("sources");
const FIELDS = ["id", "title", "start", "end", "when", "kind", "status", "persons", "countries", "organisations", "place",
  "confidence", "proofs", "conflicts"];
const events = read("events").map((values) => Object.fromEntries(values.map((value, at) => [FIELDS[at], value])));
const asked = { text: "", from: "", to: "", chosen: Object.fromEntries(facets.map((facet) => [facet, new Set()])) };
let shown = PART;

function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") for (const [type, act] of Object.entries(value)) node.addEventListener(type, act);
    else if (name in node && typeof value === "boolean") node[name] = value;
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replaceAll("ß", "ss");
const number = (value) => value.toLocaleString(document.documentElement.lang);
const label = (facet, value) => labels[facet]?.[value] ?? (facet === "source" ? sources[value][0] : value);
const of = (event, facet) => facet === "source" ? event.documents : [].concat(event[facet]);
for (const event of events) event.documents = [...new Set(event.proofs.map(([, at]) => String(at)))];

// A word is found in any part of a word; "a phrase" must stand as such, -word must not be there.
function terms(text) {
  return [...text.matchAll(/(-?)(?:"([^"]*)"?|(\S+))/g)].map(([, minus, phrase, word]) => {
    const term = (phrase ?? word).normalize("NFC").toLowerCase();
    const pairs = [["ä", "ae"], ["ö", "oe"], ["ü", "ue"]];
    const long = pairs.reduce((all, [umlaut, two]) => all.replaceAll(umlaut, two), term);
    const short = pairs.reduce((all, [umlaut, two]) => all.replaceAll(two, umlaut), term);
    return { minus: Boolean(minus), spellings: [...new Set([term, long, short].map(fold))] };
  }).filter((term) => /[\p{L}\p{N}]/u.test(term.spellings[0]));
}

// For each event the facets whose choice it fails: none is a match, one counts for that facet's own values.
function answer() {
  const wanted = terms(asked.text), active = facets.filter((facet) => asked.chosen[facet].size);
  const counts = Object.fromEntries(facets.map((facet) => [facet, new Map()]));
  const matching = [];
  for (const event of events) {
    if ((asked.from || asked.to) && !event.start) continue;
    if (asked.from && event.end < asked.from || asked.to && event.start > asked.to) continue;
    if (wanted.length) {
      event.folded ??= fold([event.title, ...event.proofs.map(([text]) => text)].join("\n"));
      if (!wanted.every(({ minus, spellings }) => spellings.some((word) => event.folded.includes(word)) !== minus)) continue;
    }
    const failed = active.filter((facet) => !of(event, facet).some((value) => asked.chosen[facet].has(value)));
    if (!failed.length) matching.push(event);
    if (failed.length > 1) continue;
    for (const facet of failed.length ? failed : facets) {
      for (const value of of(event, facet)) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    }
  }
  return { matching, counts };
}

function drawEvents(matching, most) {
  const parts = [];
  let list = null, day = null;
  for (const event of matching.slice(0, most)) {
    if (event.when !== day) {
      day = event.when;
      list = el("ol", { class: "events" });
      parts.push(el("h2", {}, day), list);
    }
    const about = [label("kind", event.kind), event.status === "occurred" ? "" : label("status", event.status)];
    const who = [...event.persons, ...event.countries.map((code) => label("countries", code)), ...event.organisations, event.place];
    list.append(el("li", { class: `k-${event.kind}`, id: `e-${event.id}` },
      el("h3", {}, event.title),
      el("p", { class: "soft" }, [about.filter(Boolean).join(", "), who.filter(Boolean).join(", "),
        fill(texts.sure, { n: Math.round(event.confidence * 100) })].filter(Boolean).join(" · ")),
      ...event.proofs.map(([text, at]) => el("blockquote", {}, fill(texts.quoted, { text }), cited(sources[at]))),
      event.conflicts.length ? el("p", { class: "soft" }, `${texts.conflicts}: ${event.conflicts.join("; ")}`) : null));
  }
  const left = matching.length - most;
  document.querySelector(".list").replaceChildren(...parts,
    left > 0 ? el("p", { class: "more" }, el("button", { type: "button", on: { click: () => { shown += 4 * PART; draw(); } } },
      fill(texts.more, { n: number(left) }))) : "");
}

function cited([, citation, address]) {
  return el("footer", {}, address ? el("a", { href: address, rel: "noopener noreferrer" }, citation) : citation);
}

// Equal stretches of time from the first to the last day of all events, and how many of the matching ones begin in each.
const days = events.filter((event) => event.start).map((event) => Date.parse(event.start));
const [first, last] = days.length ? [days[0], days.reduce((a, b) => Math.max(a, b))] : [0, 0];
const step = Math.max(DAY, Math.ceil((last - first + DAY) / 80 / DAY) * DAY);
const iso = (moment) => new Date(moment).toISOString().slice(0, 10);

function drawOverview(matching) {
  const bins = new Array(Math.max(1, Math.floor((last - first) / step) + 1)).fill(0);
  for (const event of matching) if (event.start) bins[Math.floor((Date.parse(event.start) - first) / step)] += 1;
  const space = "http://www.w3.org/2000/svg", svg = document.querySelector(".over"), top = Math.sqrt(Math.max(1, ...bins));
  svg.setAttribute("viewBox", `0 0 ${bins.length} 1`);
  svg.replaceChildren(...bins.flatMap((count, at) => {
    if (!count) return [];
    const bar = document.createElementNS(space, "rect"), title = document.createElementNS(space, "title");
    const height = Math.max(.06, Math.sqrt(count) / top), begin = first + at * step;
    for (const [name, value] of Object.entries({ x: at + .08, y: 1 - height, width: .84, height })) bar.setAttribute(name, value);
    title.textContent = `${iso(begin)} – ${iso(begin + step - DAY)}: ${number(count)}`;
    bar.append(title);
    bar.addEventListener("click", () => { asked.from = iso(begin); asked.to = iso(begin + step - DAY); changed(); });
    return [bar];
  }));
  document.querySelector(".ends").replaceChildren(...(days.length ? [first, last] : []).map((day) => el("span", {},
    new Date(day).toLocaleDateString(document.documentElement.lang, { timeZone: "UTC", dateStyle: "medium" }))));
}

function drawFacet(facet, counts) {
  const box = document.querySelector(`[data-facet="${facet}"]`), chosen = asked.chosen[facet];
  const wanted = fold(box.querySelector("input[type=search]")?.value ?? "");
  const values = [...new Set([...chosen, ...all[facet]])].filter((value) => fold(label(facet, value)).includes(wanted));
  values.sort((a, b) => chosen.has(b) - chosen.has(a) || (counts.get(b) ?? 0) - (counts.get(a) ?? 0)
    || label(facet, a).localeCompare(label(facet, b)));
  const here = document.activeElement?.dataset?.value;
  const held = box.contains(document.activeElement) && here;
  box.querySelector(".values").replaceChildren(...values.slice(0, MOST_VALUES).map((value) => el("li", {},
    el("label", { class: counts.get(value) ? "" : "none" },
      el("input", { type: "checkbox", checked: chosen.has(value), "data-value": value, on: { change: () => {
        if (!chosen.delete(value)) chosen.add(value);
        changed();
      } } }),
      el("span", {}, label(facet, value)), el("span", {}, number(counts.get(value) ?? 0))))));
  if (held) box.querySelector(`[data-value="${CSS.escape(here)}"]`)?.focus();
}

const all = Object.fromEntries(facets.map((facet) => [facet, new Set(events.flatMap((event) => of(event, facet)))]));

function makeFilters() {
  const found = document.querySelector(".fields");
  found.append(
    el("label", {}, texts.search, el("input", { type: "search", name: "text", on: { input: (typed) => {
      asked.text = typed.target.value;
      changed();
    } } })),
    el("div", { class: "dates" }, ...["from", "to"].map((key) => el("label", {}, texts[key], el("input", { type: "date", name: key,
      on: { change: (typed) => { asked[key] = typed.target.value; changed(); } } })))),
    ...facets.filter((facet) => all[facet].size > 1).map((facet, at) => el("fieldset", { "data-facet": facet },
      el("details", { open: at < 3 }, el("summary", {}, labels.facet[facet]),
        all[facet].size > 12 ? el("input", { type: "search", "aria-label": fill(texts.search_facet, { facet: labels.facet[facet] }),
          placeholder: fill(texts.search_facet, { facet: labels.facet[facet] }), on: { input: () => drawFacet(facet, answer().counts[facet]) } }) : null,
        el("ul", { class: "values" })))));
  document.querySelector(".filters > details").open = matchMedia("(min-width: 52rem)").matches;
}

function draw(most = shown) {
  const { matching, counts } = answer();
  document.querySelector(".count").textContent = fill(texts.count, { n: number(matching.length), all: number(events.length) });
  for (const facet of facets) if (all[facet].size > 1) drawFacet(facet, counts[facet]);
  drawOverview(matching);
  drawEvents(matching, most);
}

function changed() {
  shown = PART;
  const kept = new URLSearchParams();
  for (const key of ["text", "from", "to"]) if (asked[key]) kept.set(key, asked[key]);
  for (const facet of facets) for (const value of asked.chosen[facet]) kept.append(facet, value);
  written = kept.toString();
  if (location.hash.slice(1) !== written) location.hash = written;
  adopt(kept);
}

// What stands behind the address's # is the filter: a link or the Back button brings it back.
let written = "";
function adopt(kept) {
  for (const key of ["text", "from", "to"]) {
    asked[key] = kept.get(key) ?? "";
    const field = document.querySelector(`[name=${key}]`);
    if (field.value !== asked[key]) field.value = asked[key];
  }
  for (const facet of facets) asked.chosen[facet] = new Set(kept.getAll(facet).filter((value) => all[facet].has(value)));
  draw();
}

makeFilters();
document.querySelector(".clear").addEventListener("click", () => { adopt(new URLSearchParams()); changed(); });
document.querySelector(".proofs").addEventListener("change", (ticked) =>
  document.querySelector(".list").classList.toggle("unproven", !ticked.target.checked));
addEventListener("hashchange", () => { if (location.hash.slice(1) !== written) adopt(new URLSearchParams(location.hash.slice(1))); });
addEventListener("beforeprint", () => draw(MOST_PRINTED));
addEventListener("afterprint", () => draw());
adopt(new URLSearchParams(location.hash.slice(1)));
