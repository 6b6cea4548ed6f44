// The pictures of a badge follow its form while one types. Without this, the button "Show without saving" does it.
const form = document.getElementById("design");
const pictures = [...document.querySelectorAll("#pictures li")];
let waiting;
let asked = 0;

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, 500);
});

async function look() {
  const mine = ++asked;
  const answer = await fetch(form.dataset.look, { method: "POST", body: new FormData(form) });
  if (mine !== asked || !answer.headers.get("content-type")?.includes("json")) return;
  const said = await answer.json();
  for (const picture of pictures) show(picture, said);
}

function show(picture, said) {
  const faults = said.faults?.[picture.dataset.who] ?? [said.text];
  picture.querySelector("[data-faults]").textContent = faults.join(" ");
  if (!said.draft) return;
  const image = picture.querySelector("img");
  const address = new URL(image.src);
  address.searchParams.set("draft", said.draft);
  image.src = address.href;
}
