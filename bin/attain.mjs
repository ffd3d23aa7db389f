#!/usr/bin/env node
import { makeReady } from "../scripts/bootstrap.mjs";

makeReady();
process.setSourceMapsEnabled(true);
await import("../dist/server/attain.js");
