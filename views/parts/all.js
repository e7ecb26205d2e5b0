// All parts in one module, which the browser is sent once: what is sent with every new view is its data alone.
// `parts` are the functions that draw, by name, `styles` their style sheets; a part's data come as one JSON text.
window.zeitstrahl = (name, given) => {
  const root = given.parentElement;
  if (!root.querySelector("style")) root.append(el("style", {}, styles[name]));
  return framed(parts[name], given);
};
for (const [name, given] of window.zeitstrahlWaits?.values() ?? []) window.zeitstrahl(name, given);
window.zeitstrahlWaits = undefined;

export default function () {}
