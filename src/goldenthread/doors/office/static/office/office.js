// What makes the office quicker for those who want it. Every page works without any of this.
import { initAll } from "../govuk/govuk-frontend.min.js";
import "./autosave.js";
import "./session.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

const KEYS_OFF = "goldenthread.keys.off";
const help = document.getElementById("keys");
const find = document.getElementById("find");
const keysOn = document.getElementById("keys-on");

function openHelp() {
  if (help && !help.open) help.showModal();
}

// A tick box takes no letters; and one in a dialog just closed keeps the focus until the next frame.
function isWriting(place) {
  return place.isContentEditable || place.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])");
}

function moveThroughRows(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length);
  if (!rows.length) return;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + step, 0), rows.length - 1)];
  const place = next.querySelector("a[href], button") || next;
  if (place === next) next.tabIndex = -1;
  place.focus();
}

// A single letter may be spoken or struck by mistake, so keys can be turned off (WCAG 2.1.4).
if (keysOn) {
  keysOn.checked = localStorage.getItem(KEYS_OFF) === null;
  keysOn.addEventListener("change", () => {
    if (keysOn.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "yes");
  });
}

document.addEventListener("keydown", (press) => {
  if (press.key === "Escape") {
    const menu = document.querySelector("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    return;
  }
  if (press.ctrlKey || press.metaKey || press.altKey || isWriting(press.target)) return;
  if ((help && help.open) || localStorage.getItem(KEYS_OFF) !== null) return;
  const actions = {
    "/": () => find && find.focus(),
    "?": openHelp,
    j: () => moveThroughRows(1),
    k: () => moveThroughRows(-1),
  };
  if (!actions[press.key]) return;
  press.preventDefault();
  actions[press.key]();
});

document.addEventListener("click", (press) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(press.target)) menu.open = false;
  }
  if (press.target.closest("[data-keys]") && help) {
    press.preventDefault();
    openHelp();
  }
});

// A folded explanation is part of the page on paper.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll(".gt-main details:not([open]), .gt-why:not([open])")) {
    folded.dataset.openedForPrint = "yes";
    folded.open = true;
  }
});
window.addEventListener("afterprint", () => {
  for (const folded of document.querySelectorAll("[data-opened-for-print]")) {
    folded.open = false;
    delete folded.dataset.openedForPrint;
  }
});
