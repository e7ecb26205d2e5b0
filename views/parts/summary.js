export default function ({ parentElement, data, setTriggerValue, setStateValue }) {
  const { texts, chips } = data;
  const act = (message) => setTriggerValue("act", message);
  const copy = el("button", { class: "chip copy", "data-focus": "copy", title: texts.help, on: { click: share } }, texts.copy);

  async function share() {
    const link = `${location.origin}${location.pathname}?${data.query}`;
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      const area = el("textarea", { style: "position:fixed;opacity:0" });
      area.value = link;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    copy.textContent = texts.copied;
    setTimeout(() => { copy.textContent = texts.copy; }, 1800);
  }

  // Charts are laid out on the server, which guesses the width; tell it where the guess is far off.
  function measure() {
    const width = Math.round(parentElement.querySelector(".part").getBoundingClientRect().width / 20) * 20;
    if (width && Math.abs(width - data.width) > data.width / 5) setStateValue("width", width);
  }
  measure();
  clearTimeout(window.zeitstrahlResize);
  window.onresize = () => {
    clearTimeout(window.zeitstrahlResize);
    window.zeitstrahlResize = setTimeout(measure, 250);
  };

  draw(
    parentElement.querySelector(".part"),
    el("h2", { class: "count", "aria-live": "polite" }, data.count),
    ...chips.map((chip) => el(
      "button",
      { class: chip.not ? "chip not" : "chip", "aria-label": `${texts.remove}: ${chip.label}`,
        on: { click: () => act({ type: "drop", facet: chip.facet, value: chip.value, side: chip.side }) } },
      chip.not ? el("b", {}, "−") : null, chip.label, el("span", { class: "x", "aria-hidden": "true" }, "×"),
    )),
    chips.length ? el("button", { class: "clear", on: { click: () => act({ type: "clear" }) } }, texts.clear) : null,
    copy,
    data.examples.length ? el("p", { class: "soft examples" }, texts.examples, ...data.examples.map((name, number) =>
      el("button", { class: "chip", on: { click: () => act({ type: "example", number }) } }, name))) : null,
  );
}
