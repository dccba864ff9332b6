import { buildPackages, packPackages } from "../packages/release/src/packing/pack-packages.ts";

// `node scripts/pack.ts <folder>`: builds and packs every publishable package.

const [folder] = process.argv.slice(2);
if (folder === undefined || folder.startsWith("-")) {
  console.log(
    "Usage: node scripts/pack.ts <folder>\n\nBuilds every publishable package and packs it into the folder.",
  );
  process.exitCode = folder === "--help" ? 0 : 1;
} else {
  await buildPackages(process.cwd());
  for (const { name, tarball } of await packPackages(process.cwd(), folder))
    console.log(name, tarball);
}
