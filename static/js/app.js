import { initAll } from "nhsuk-frontend";
import "htmx.org/dist/htmx.esm.js";

initAll();
