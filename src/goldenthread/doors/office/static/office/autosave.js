// Nothing typed is lost. A form with data-autosave="/address/" sends what changed, a moment after the last key;
// until the server says it has it, this device keeps it, and offers it back to the same person.
//
// Sent:      the form's csrf token, its `version` and `page` if it has them, each changed field with all its values, and
//            `cleared` once for each changed field that now has none (an unticked box). Fields that stand together in an
//            element with data-question="name" are one question: all of them are sent, with its version in `v.name`.
// Answered:  200 {"saved": "10:42", "version": "8"}   kept; the new version stands for the next sending
//            with "versions": {"name": 8} of each question, and "beside": {"name": "Ada B wrote here at 10:40."} for a
//            question whose other version stands: the words are kept, and are said under it
//            409 {"message": "Ada B changed this at 10:40."}   somebody else's words stand; ours stay on this device
//            anything else, or no answer: not kept; tried again at the next change and every 15 seconds

import { Beside, fill } from "./beside.js";

const QUIET_FOR = 1200;
const TRY_AGAIN = 15000;
const ALWAYS_SENT = ["csrfmiddlewaretoken", "version", "page", "who"];
const NOT_AN_ANSWER = new Set([...ALWAYS_SENT, "key"]);
const VERSION = "v.";
const KEPT = "goldenthread.unsaved.";
// Long enough for a lost network and a night; then it is gone from a machine that others use too.
const KEPT_FOR = 24 * 60 * 60 * 1000;

const slot = document.getElementById("saved");

function say(words, state) {
  if (!slot) return;
  if (slot.textContent !== words) slot.textContent = words;
  slot.dataset.state = state;
}

function clock(moment) {
  return `${String(moment.getHours()).padStart(2, "0")}:${String(moment.getMinutes()).padStart(2, "0")}`;
}

function placeOf(address) {
  return `${KEPT}${document.body.dataset.person || "nobody"}.${address}`;
}

function forget(outlived = () => true) {
  const places = Object.keys(localStorage).filter((place) => place.startsWith(KEPT));
  for (const place of places) if (outlived(JSON.parse(localStorage.getItem(place)))) localStorage.removeItem(place);
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.autosave;
    this.place = placeOf(this.address);
    this.changed = new Set();
    // What stands here in somebody's own words, until the server has them and nobody else's stand in their place.
    this.ours = new Set();
    this.lastSaved = form.dataset.savedAt || clock(new Date());
    this.sending = null;
    form.addEventListener("input", (event) => this.noteChange(event.target));
    form.addEventListener("change", (event) => this.noteChange(event.target));
    form.addEventListener("submit", () => window.clearTimeout(this.waiting));
    document.addEventListener("visibilitychange", () => document.hidden && this.changed.size && this.send({ leaving: true }));
    window.addEventListener("online", () => this.changed.size && this.send());
    window.setInterval(() => this.changed.size && this.failed && this.send(), TRY_AGAIN);
    if (form.dataset.savedAt) say(`Saved ${form.dataset.savedAt}`, "saved");
    this.offerBack();
    const busy = (names) => names.some((name) => this.ours.has(name));
    if (form.dataset.others) new Beside(form, { busy, say });
  }

  noteChange(field) {
    if (!field.name || field.type === "file" || NOT_AN_ANSWER.has(field.name)) return;
    for (const name of this.together(field)) {
      this.changed.add(name);
      this.ours.add(name);
    }
    this.keepHere();
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.send(), QUIET_FOR);
  }

  // The names of all fields of the question that a field belongs to.
  together(field) {
    const question = field.closest("[data-question]");
    if (!question) return [field.name];
    const fields = [...question.querySelectorAll("input, select, textarea")];
    return fields.map((one) => one.name).filter((name) => name && !name.startsWith(VERSION));
  }

  questions(names) {
    const fields = [...names].map((name) => this.form.querySelector(`[name="${CSS.escape(name)}"]`));
    const asked = fields.map((field) => field && field.closest("[data-question]"));
    return [...new Set(asked.filter(Boolean).map((question) => question.dataset.question))];
  }

  versions(names) {
    return Object.fromEntries(this.questions(names).map((name) => [name, this.form.elements[VERSION + name].value]));
  }

  answers(names) {
    const all = new FormData(this.form);
    return Object.fromEntries([...names].map((name) => [name, all.getAll(name)]));
  }

  keepHere() {
    try {
      localStorage.setItem(this.place, JSON.stringify({
        when: new Date().toISOString(), answers: this.answers(this.changed), versions: this.versions(this.changed),
      }));
      this.keptHere = true;
    } catch (full) {
      this.keptHere = false; // no room, or storage is forbidden: the words on the screen must not promise it
    }
  }

  send({ leaving = false } = {}) {
    this.sending ||= this.sendNow(leaving).finally(() => { this.sending = null; });
    return this.sending;
  }

  async sendNow(leaving) {
    const names = new Set(this.changed);
    const sent = this.answers(names);
    const body = new URLSearchParams();
    for (const [name, version] of Object.entries(this.versions(names))) body.append(VERSION + name, version);
    for (const name of ALWAYS_SENT) {
      if (this.form.elements[name]) body.append(name, this.form.elements[name].value);
    }
    for (const [name, values] of Object.entries(sent)) {
      for (const value of values) body.append(name, value);
      if (!values.length) body.append("cleared", name);
    }
    try {
      const answer = await fetch(this.address, {
        method: "POST", body, redirect: "error", keepalive: leaving, credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      if (answer.status === 409) return this.standsAgainst((await answer.json()).message);
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      this.acknowledge(await answer.json(), sent);
    } catch (lost) {
      this.failed = true;
      say(this.keptHere ? `Not saved since ${this.lastSaved}, kept on this device` : `Not saved since ${this.lastSaved}: copy your words before you leave`, "unsaved");
    }
  }

  acknowledge({ saved, version, versions = {}, beside = {} }, sent) {
    this.failed = false;
    this.lastSaved = saved;
    if (version !== undefined && this.form.elements.version) this.form.elements.version.value = version;
    for (const [name, now] of Object.entries(versions)) {
      if (this.form.elements[VERSION + name]) this.form.elements[VERSION + name].value = now;
    }
    for (const name of this.questions(Object.keys(sent))) {
      const note = this.form.querySelector(`[data-question="${CSS.escape(name)}"] [data-beside]`);
      if (!note) continue;
      note.toggleAttribute("data-calm", false);
      note.textContent = beside[name] || "";
    }
    // What was typed while we waited is not saved yet.
    const now = this.answers(this.changed);
    const asides = new Set(Object.keys(beside).flatMap((name) => this.together(this.form.elements[VERSION + name])));
    for (const name of Object.keys(sent)) {
      if (JSON.stringify(now[name]) !== JSON.stringify(sent[name])) continue;
      this.changed.delete(name);
      if (!asides.has(name)) this.ours.delete(name);
    }
    if (this.changed.size) {
      this.keepHere();
      this.waiting = window.setTimeout(() => this.send(), QUIET_FOR);
    } else {
      localStorage.removeItem(this.place);
      say(`Saved ${saved}`, "saved");
    }
  }

  standsAgainst(message) {
    this.failed = false;
    say(`${message} Your words are kept on this device.`, "unsaved");
  }

  // Whether the form came from the server with these answers; what the browser itself put back does not count.
  shows(answers) {
    const came = (field) => {
      if (field.type === "radio" || field.type === "checkbox") return field.defaultChecked ? [field.value] : [];
      if (field.tagName !== "SELECT") return [field.defaultValue];
      const chosen = [...field.options].filter((option) => option.defaultSelected);
      return (chosen.length ? chosen : [...field.options].slice(0, 1)).map((option) => option.value);
    };
    const now = Object.fromEntries(Object.keys(answers).map((name) => (
      [name, [...this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].flatMap(came)]
    )));
    const plain = (values) => JSON.stringify(values.map((value) => String(value).replace(/\r\n/g, "\n")));
    return Object.entries(answers).every(([name, values]) => plain(now[name]) === plain(values));
  }

  // What was left from before moves aside, so that new words do not write over it before anybody has chosen.
  setAside() {
    const left = ["earlier", ""].map((mark) => JSON.parse(localStorage.getItem(this.place + mark) || "null"));
    const kept = left.filter(Boolean).reduce((all, one) => ({
      ...one, answers: { ...all.answers, ...one.answers }, versions: { ...all.versions, ...one.versions },
    }), { answers: {}, versions: {} });
    if (!kept.when) return null;
    if (this.shows(kept.answers)) {
      // It reached the server after all, with the form itself or by a sending whose answer got lost.
      for (const mark of ["earlier", ""]) localStorage.removeItem(this.place + mark);
      return null;
    }
    localStorage.setItem(`${this.place}earlier`, JSON.stringify(kept));
    localStorage.removeItem(this.place);
    return kept;
  }

  offerBack() {
    const kept = this.setAside();
    if (!kept) return;
    const when = new Date(kept.when);
    const offer = document.createElement("div");
    offer.className = "moj-alert moj-alert--warning gt-alert gt-offer";
    offer.setAttribute("role", "region");
    offer.setAttribute("aria-label", "Words kept on this device");
    const words = document.createElement("div");
    words.className = "moj-alert__content";
    words.append(`What you wrote here on ${when.toLocaleDateString("en-GB", { day: "numeric", month: "long" })} at ${clock(when)} was not saved. It is kept on this device. `);
    const button = (text, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "govuk-button govuk-button--secondary gt-button";
      made.textContent = text;
      made.addEventListener("click", () => {
        act();
        localStorage.removeItem(`${this.place}earlier`);
        offer.remove();
      });
      words.append(made, " ");
    };
    button("Put it back", () => this.putBack(kept));
    button("Throw it away", () => {});
    offer.append(words);
    this.form.prepend(offer);
  }

  // Under the version that they were written over, so that what somebody else wrote since is not written over.
  putBack({ answers, versions = {} }) {
    for (const [name, version] of Object.entries(versions)) {
      if (this.form.elements[VERSION + name]) this.form.elements[VERSION + name].value = version;
    }
    fill(this.form, answers);
    for (const name of Object.keys(answers)) {
      this.changed.add(name);
      this.ours.add(name);
    }
    this.keepHere();
    this.send();
  }
}

// A receipt says which form was recorded: nothing of it stays on this device.
for (const receipt of document.querySelectorAll("[data-recorded]")) {
  for (const mark of ["", "earlier"]) localStorage.removeItem(placeOf(receipt.dataset.recorded) + mark);
}

forget(({ when }) => Date.now() - new Date(when).getTime() > KEPT_FOR);
// Whoever signed out leaves nothing on the machine. A session that ended by itself does: its person comes back.
if (document.querySelector("[data-signed-out]")) forget();

const forms = [...document.querySelectorAll("form[data-autosave]")].map((form) => new Autosave(form));

// Before signing out, what is not saved yet is sent; what cannot be is not thrown away unasked.
for (const way of document.querySelectorAll("form[data-sign-out]")) {
  way.addEventListener("submit", async (sent) => {
    if (!forms.some((form) => form.changed.size)) return;
    sent.preventDefault();
    await Promise.all(forms.map(async (form) => {
      await form.sending;
      if (form.changed.size) await form.send();
    }));
    const lost = "Some of what you wrote here could not be saved, and signing out removes it from this device. Sign out?";
    if (!forms.some((form) => form.changed.size) || window.confirm(lost)) way.submit();
  });
}
