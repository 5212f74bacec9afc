// What a page does not need and is nicer with: notes beside their line where there is room.

const notes = [...document.querySelectorAll(".footnotes li")];
const wide = matchMedia("(min-width: 56em)");

function place() {
  let free = 0;
  for (const note of notes) {
    const mark = document.querySelector(`a[href="#${note.id}"]`);
    note.style.top = "";
    if (!wide.matches || !mark) continue;
    const frame = note.offsetParent.getBoundingClientRect().top;
    const top = Math.max(mark.getBoundingClientRect().top - frame, free);
    note.style.top = `${top}px`;
    free = top + note.offsetHeight + 8;
  }
}

if (notes.length) {
  document.documentElement.classList.add("with-margin-notes");
  new ResizeObserver(place).observe(document.querySelector(".prose"));
  wide.addEventListener("change", place);
}
