/* Three small courtesies; every page works without them. */

/** Take the reader to what has to be corrected. */
function focusErrors() {
  document.querySelector(".errors[tabindex]")?.focus();
}

/** Swallow the second click of a double click. Time runs out so that a failed sending can be repeated. */
function sendOnce(event) {
  const form = event.target;
  const now = Date.now();
  if (event.defaultPrevented || form.method !== "post") return;
  if (now - Number(form.dataset.sentAt || 0) < 5000) {
    event.preventDefault();
    return;
  }
  form.dataset.sentAt = String(now);
}

/** A page brought back by the Back button may be sent again. */
function forgetSending() {
  document.querySelectorAll("form[data-sent-at]").forEach((form) => delete form.dataset.sentAt);
}

/** Show the print buttons, which can do nothing without a script. */
function offerPrinting() {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
}

focusErrors();
offerPrinting();
document.addEventListener("submit", sendOnce);
window.addEventListener("pageshow", forgetSending);
