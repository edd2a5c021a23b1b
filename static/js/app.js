// Everything the pages do in the browser. Each part is an extra: pages work without it.
import { initAll } from "nhsuk-frontend";
import htmx from "htmx.org/dist/htmx.esm.js";
import { agendas } from "./agenda.js";
import { autocompletes } from "./autocomplete.js";
import { drafts } from "./drafts.js";
import { grow } from "./grow.js";
import { lessons } from "./lessons.js";
import { live } from "./live.js";
import { room } from "./room.js";
import { addAnother } from "./rows.js";
import { sessionWarning } from "./session.js";
import { submitOnce } from "./submit_once.js";
import { uploadMany } from "./upload_many.js";

htmx.config.includeIndicatorCSS = false;
initAll();
agendas();
autocompletes();
addAnother();
lessons();
drafts();
grow();
uploadMany();
live();
room();
sessionWarning();
submitOnce();

// A piece of the page that was swapped in gets the same extras.
document.addEventListener("htmx:after:settle", (event) => {
  const root = event.target;
  if (!(root instanceof Element)) return;
  initAll({ scope: root });
  autocompletes(root);
});
