const { buildAssemblyIfStale } = require('../../scripts/build.js');

module.exports = () => buildAssemblyIfStale();
