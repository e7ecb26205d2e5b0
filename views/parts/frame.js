// Around every part: no click is lost while the page is being drawn anew.

// While a hand presses, nothing is replaced under it: what it lets go of must be what it pressed.
const homes = new Set();
const drawings = new Map(); // what each part is to show as soon as the hand is off
let pressed = null; // what is pressed, and where

function press(event) {
  const [target] = event.composedPath();
  // of a list of choices that folds out, the browser does not tell when the hand is off
  if (event.type === "pointerdown" ? event.button || target.matches?.("select") : event.key !== " ") return;
  pressed = { node: target.closest?.("button, input, label, summary, [role=button]"), x: event.clientX, y: event.clientY };
}

function release(event) {
  if (!pressed || (event.type === "pointermove" && event.buttons)) return;
  const { node, x, y } = pressed;
  pressed = null;
  // the page above has grown or shrunk meanwhile: the click would hit what has come to be under the hand
  const moved = Math.hypot(event.clientX - x, event.clientY - y) > 4;
  if (event.type === "pointerup" && !moved && node && !event.composedPath().includes(node) && [...homes].some((home) => home.contains(node))) node.click();
  // the browser's own click comes after this event; a finger's is a little later than a mouse's
  setTimeout(() => {
    if (pressed) return;
    for (const show of drawings.values()) show();
    drawings.clear();
  }, event.pointerType === "touch" ? 60 : 0);
}

for (const type of ["pointerdown", "keydown"]) addEventListener(type, press, true);
for (const type of ["pointerup", "pointercancel", "pointermove", "keyup", "blur"]) addEventListener(type, release, true);

// Of messages that come faster than the server takes them only the last would arrive: each is sent until it is answered.
let sent = Date.now();

function framed(part, given) {
  const { parentElement: home, setTriggerValue } = given;
  const [text, answered] = given.data;
  home.zeitstrahlSent = (home.zeitstrahlSent ?? []).filter(([number]) => number > answered);

  function send(name, message) {
    if (name !== "act" || answered === undefined) return setTriggerValue(name, message);
    home.zeitstrahlSent = [...home.zeitstrahlSent, [sent += 1, message]];
    setTriggerValue("act", home.zeitstrahlSent);
  }

  const show = () => part({ ...given, data: JSON.parse(text), setTriggerValue: send });
  homes.add(home);
  for (const other of homes) if (!other.isConnected) homes.delete(other);
  if (pressed) drawings.set(home, show);
  else show();
}
