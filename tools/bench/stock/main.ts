import { App } from "cdktf";
import { MyStack } from "./my-stack";

const app = new App();
const pipelines = Number(process.env.PIPELINES ?? 1);
for (let n = 0; n < pipelines; n++) {
  new MyStack(app, n === 0 ? "cdc" : `cdc-${n}`, n === 0 ? "" : `-${n}`);
}
app.synth();
