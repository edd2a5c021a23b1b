// Builds static/build/ from nothing: our style sheets and script (each one file), the few pictures they
// need, and the letter fonts. Run by `npm run build`.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = join(root, "static", "build");
const nhs = join(root, "node_modules", "nhsuk-frontend", "dist", "nhsuk");

rmSync(join(out, "app.css"), { force: true });
mkdirSync(join(out, "images"), { recursive: true });

const compiled = sass.compile(join(root, "static", "scss", "app.scss"), {
  loadPaths: [join(root, "node_modules")],
  style: "compressed",
  quietDeps: true,
});
writeFileSync(join(out, "app.css"), compiled.css);

// Manifest storage rewrites every url(): a picture that is not there would make every page fail.
for (const [, name] of compiled.css.matchAll(/url\("?\.\/images\/([^")]+)"?\)/g)) {
  const ours = join(root, "static", "images", name);
  cpSync(existsSync(ours) ? ours : join(nhs, "assets", "images", name), join(out, "images", name));
}

await esbuild.build({
  entryPoints: [join(root, "static", "js", "app.js"), join(root, "static", "js", "supported.js")],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
});

for (const name of ["app.css", "app.js", "supported.js"]) {
  const text = readFileSync(join(out, name), "utf8");
  if (text.includes("sourceMappingURL")) throw new Error(`${name} names a source map that is not built`);
}

const fonts = spawnSync("python", ["-m", "ui.fonts"], { cwd: root, stdio: "inherit" });
if (fonts.status !== 0) throw new Error("The letter fonts were not made: see above");
