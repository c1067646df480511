// Loaded into the program's process before its own code, as JavaScript: cdktf captures a stack trace for every reference, and with
// source maps, which tsx enables, each of them is translated.
process.setSourceMapsEnabled = () => {};
