// `workerd test` calls `test`, which prints the report as JSON.
import { report } from "./imported.js";

export default {
  async test(_controller, { ORIGIN }) {
    console.log(JSON.stringify(await report(ORIGIN)));
  },
};
