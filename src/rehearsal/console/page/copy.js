/** Copies a text, and says so on the button for a moment. */
export async function copy(button, value) {
  await navigator.clipboard.writeText(value);
  const label = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = label), 1_000);
}
