// A receipt that is chosen as a file, or dropped, is put into the field of its form, so that nobody need copy it. The file
// is read here and goes nowhere before the form is sent. Without this module the choice stays hidden, and one pastes.

const choice = document.querySelector("[data-choose-receipt]");
const field = choice?.closest("form").querySelector("[name=receipt]");

choice?.querySelector("input").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  if (file) field.value = await file.text();
});
if (choice) choice.hidden = false;
