// Loads everything with `require`.
const inklink = require("@countersign/inklink");
const countersign = require("countersign");
const paywint = require("countersign/paywint");
const persona = require("countersign/persona");
const { run } = require("./program.js");
const schemes = require("./vector-files.json");

const vectorFiles = schemes.map((scheme) => require(`countersign/vectors/${scheme}`));

/** Runs the program with the packages that `require` resolves. */
exports.report = (origin) => run({ countersign, paywint, persona, inklink, vectorFiles }, origin);
