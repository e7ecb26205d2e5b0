// Streamlit's widgets speak English only: their own words are put into the visitor's language as they appear.
// A pair of `data.words` is what Streamlit says and what is to be read; {} in it stands for anything.
const SAID = ["aria-label", "aria-valuetext", "title", "placeholder"];
const OTHERS = ".js-plotly-plot, [data-testid=stHtml], [data-testid=stFileUploaderFileName], [data-testid=stCode], script, style";
const before = new WeakMap(); // what stood in a node before, by attribute, or "" for a text

export default function ({ data }) {
  document.documentElement.lang = data.language;
  const whole = new Map(data.words.filter(([said]) => !said.includes("{}")));
  const open = data.words.filter(([said]) => said.includes("{}")).map(([said, read]) => [...said.split("{}"), read]);

  // a date within a sentence comes as "December 01, 2025"
  function day(text) {
    const at = /^[A-Z][a-z]+ \d\d?, \d{4}$/.test(text) ? new Date(text) : NaN;
    return isNaN(at) ? text : at.toLocaleDateString(data.language, { day: "numeric", month: "long", year: "numeric" });
  }

  function read(text) {
    const core = text.trim();
    if (!core || core.length > 400) return text;
    if (whole.has(core)) return text.replace(core, () => whole.get(core));
    for (const [begin, end, said] of open) {
      if (core.length > begin.length + end.length && core.startsWith(begin) && core.endsWith(end))
        return said.replace("{}", () => day(core.slice(begin.length, core.length - end.length)));
    }
    return text;
  }

  function put(node, name, now, set) {
    const known = before.get(node) ?? {};
    const first = known[name]?.read === now ? known[name].said : now;
    const next = read(first);
    if (next !== first) before.set(node, { ...known, [name]: { said: first, read: next } });
    if (next !== now) set(next);
  }

  const text = (node) => put(node, "", node.nodeValue, (next) => { node.nodeValue = next; });
  const told = (node) => {
    for (const name of SAID) if (node.hasAttribute(name)) put(node, name, node.getAttribute(name), (next) => node.setAttribute(name, next));
  };

  function all(root) {
    if (root.nodeType === Node.TEXT_NODE) return text(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.matches(OTHERS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    if (root.matches(OTHERS)) return;
    for (let node = root; node; node = nodes.nextNode()) node.nodeType === Node.TEXT_NODE ? text(node) : told(node);
  }

  window.zeitstrahlWords?.disconnect();
  window.zeitstrahlWords = new MutationObserver((changes) => {
    for (const { target, type, addedNodes } of changes) {
      if ((target.nodeType === Node.TEXT_NODE ? target.parentElement : target)?.closest(OTHERS)) continue;
      if (type === "childList") addedNodes.forEach(all);
      else if (type === "characterData") text(target);
      else told(target);
    }
  });
  window.zeitstrahlWords.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SAID });
  all(document.body);
}
