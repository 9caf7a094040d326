// Says some minutes before that the session ends, and when it has ended leads to the sign-in page, so that nobody else
// reads what is on the screen. Another window may have shown that somebody is there, so the server is asked first;
// asking does not count as being there.

const dialog = document.getElementById("session");
const foot = document.getElementById("session-ends");
const LONGEST_WAIT = 5 * 60;

class Session {
  constructor() {
    this.form = dialog.querySelector("form");
    this.ends = dialog.querySelector("[data-ends]");
    this.warning = Number(dialog.dataset.warning);
    this.form.addEventListener("submit", (sent) => this.stay(sent));
    // Escape says the same as the button.
    dialog.addEventListener("cancel", (pressed) => this.stay(pressed));
    // A machine that slept has not counted.
    document.addEventListener("visibilitychange", () => document.hidden || this.ask());
    this.wait(Number(dialog.dataset.left));
  }

  wait(left) {
    window.clearTimeout(this.waiting);
    const warned = left <= this.warning;
    if (warned && !dialog.open) dialog.showModal();
    if (!warned && dialog.open) dialog.close();
    const until = warned ? Math.min(left, 20) : Math.min(left - this.warning, LONGEST_WAIT);
    this.waiting = window.setTimeout(() => this.ask(), Math.max(until, 1) * 1000);
  }

  async ask(method = "GET") {
    try {
      const answer = await fetch(dialog.dataset.href, {
        method, cache: "no-store", headers: { Accept: "application/json" },
        body: method === "POST" ? new URLSearchParams(new FormData(this.form)) : undefined,
      });
      if (!answer.ok) return this.leave(answer);
      const { left, ends } = await answer.json();
      this.ends.textContent = foot.textContent = ends;
      this.wait(left);
    } catch (away) {
      this.wait(30 + this.warning); // no network: autosave says so, and the server ends the session by itself
    }
  }

  // Back to this page after signing in again; why is said where it ended by itself, not where somebody signed out.
  async leave(answer) {
    const why = answer.status === 401 ? (await answer.json()).ended : "";
    if (!why) return window.location.reload();
    const next = encodeURIComponent(window.location.pathname + window.location.search);
    window.location.assign(`${dialog.dataset.signIn}?ended=${why}&next=${next}`);
  }

  stay(done) {
    done.preventDefault();
    this.ask("POST");
  }
}

if (dialog) new Session();
