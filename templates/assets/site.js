// What a page does not need and is nicer with: notes beside their line where there is room.

const notes = [...document.querySelectorAll(".footnotes li")];
const prose = document.querySelector(".prose");
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
  prose.style.setProperty("--notes", `${free}px`);
}

if (notes.length) {
  document.documentElement.classList.add("with-margin-notes");
  new ResizeObserver(place).observe(prose);
  wide.addEventListener("change", place);
}

// A button beside each reference that copies it with its italics; where it fails, the text is there to select.
for (const box of document.querySelectorAll("[data-copy]")) {
  for (const reference of box.querySelectorAll("dd")) {
    const button = document.createElement("button");
    const style = reference.previousElementSibling.textContent;
    button.type = "button";
    button.lang = box.closest("[lang]").lang;
    button.textContent = box.dataset.copy;
    button.setAttribute("aria-label", `${box.dataset.copy}: ${style}`);
    button.addEventListener("click", async () => {
      const [text, html] = [reference.firstChild.textContent, reference.firstChild.innerHTML];
      const forms = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }) };
      await navigator.clipboard.write([new ClipboardItem(forms)]);
      said.textContent = `${box.dataset.copied}: ${style}`;
    });
    reference.innerHTML = `<span>${reference.innerHTML}</span> `;
    if (navigator.clipboard) reference.append(button);
  }
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "unseen";
  box.append(said);
}
