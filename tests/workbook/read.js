// SPDX-License-Identifier: GPL-3.0-or-later
// Tells what SheetJS finds in workbooks, as JSON on stdout: node read.js MODULES FILE…
// {file: {sheet: {"A1": value}}}, without empty cells; shares are the numbers they are stored as.
"use strict";
const path = require("path");
const [modules, ...files] = process.argv.slice(2);
const reader = require(path.join(modules, "xlsx"));

function cells(sheet) {
  const names = Object.keys(sheet).filter(name => !name.startsWith("!") && sheet[name].v !== undefined);
  return Object.fromEntries(names.map(name => [name, sheet[name].v]));
}

function sheets(file) {
  const book = reader.readFile(file);
  return Object.fromEntries(book.SheetNames.map(name => [name, cells(book.Sheets[name])]));
}

process.stdout.write(JSON.stringify(Object.fromEntries(files.map(file => [file, sheets(file)]))));
