// 200 meeting minutes by docxtemplater, as its manual writes it; values come as JSON from data.py.
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const folder = process.argv[2];
const all = JSON.parse(fs.readFileSync(path.join(folder, "minutes.json"), "utf8"));

function run() {
  const out = fs.mkdtempSync(path.join(folder, "node-"));
  all.forEach((values, number) => {
    const zip = new PizZip(fs.readFileSync(path.join(folder, "minutes-node.docx")));
    const document = new Docxtemplater(zip, { paragraphLoop: true, linebreaks: true });
    document.render(values);
    fs.writeFileSync(path.join(out, `${number}.docx`), document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" }));
  });
}

run();
console.log("ready");
readline.createInterface({ input: process.stdin }).on("line", () => {
  const start = process.hrtime.bigint();
  run();
  console.log(JSON.stringify({ seconds: Number(process.hrtime.bigint() - start) / 1e9, grown: 0 }));
});
