// Elements are only ever made of tags and text nodes: nothing that a visitor or an article says becomes HTML.
function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (name === "style") node.style.cssText = value;
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

// Put a text on the clipboard, also where the browser gives pages no access to it, and say so on the button.
async function copyText(text, button, done) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { style: "position:fixed;opacity:0" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  const label = button.textContent;
  if (label === done) return;
  button.textContent = done;
  setTimeout(() => { button.textContent = label; }, 1800);
}

function shape(path, colour, open) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "-8 -8 16 16");
  svg.setAttribute("class", "shape");
  svg.setAttribute("aria-hidden", "true");
  const drawn = document.createElementNS(space, "path");
  drawn.setAttribute("d", path);
  drawn.setAttribute("fill", open ? "none" : colour);
  drawn.setAttribute("stroke", colour);
  drawn.setAttribute("stroke-width", "1.6");
  svg.append(drawn);
  return svg;
}

// Draw anew, and give the focus back to the element with the same data-focus.
function draw(root, ...children) {
  const home = root.getRootNode();
  const focus = home.activeElement?.dataset?.focus;
  root.replaceChildren(...children.filter(Boolean));
  if (focus) root.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
}

// The names of the lanes in the timeline open pages, too; Plotly tells nobody of a click on them.
function lanesOpen(root, subjects, open) {
  document.removeEventListener("click", window.zeitstrahlLane);
  window.zeitstrahlLane = (pressed) => {
    const name = pressed.target.closest?.("[class*='st-key-timeline_'] .ytick");
    const found = name && root.isConnected && subjects[[...name.parentNode.querySelectorAll(".ytick")].indexOf(name)];
    if (found) open(found);
  };
  document.addEventListener("click", window.zeitstrahlLane);
}
