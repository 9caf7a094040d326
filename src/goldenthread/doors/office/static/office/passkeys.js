// Asks the browser to make a passkey or to use one, and sends its answer with the form. What the two say to each other
// is put into JSON by allauth's own webauthn-json.js, which stands before this on the page.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const said = form.querySelector("[data-passkey-said]");
  form.addEventListener("submit", async (sent) => {
    if (form.elements.credential.value) return;
    sent.preventDefault();
    said.textContent = "";
    try {
      const answer = await window.webauthnJSON[form.dataset.passkey](JSON.parse(form.dataset.options));
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch (refused) {
      said.textContent = form.dataset.passkey === "create"
        ? "No passkey was made. The device said no, or took too long: try again, or choose another way."
        : "No passkey was used. The device said no, or took too long: try again, or use a code.";
    }
  });
}
