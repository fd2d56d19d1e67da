'use strict';
const fs = require('node:fs');
const path = require('node:path');

/** Takes out of the packed runtime what only serves a checkout: its stamps and its starter of apps. @param {{ appOutDir: string }} context */
exports.default = async function afterPack({ appOutDir }) {
  for (const name of ['.millrace', 'version', path.join('resources', 'default_app.asar')])
    fs.rmSync(path.join(appOutDir, name), { force: true });
};
