// The key to a visitor's own events lives in this browser tab only: a reload keeps it, another tab has none.
const NAME = "zeitstrahl-own";

export default function ({ data, setTriggerValue }) {
  if (data.key) sessionStorage.setItem(NAME, data.key);
  else if (data.ask) setTriggerValue("key", sessionStorage.getItem(NAME) || "none");
}
