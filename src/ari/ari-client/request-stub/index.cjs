// Stands in for the package `request`, which ari-client uses once: to see, before it loads Asterisk's description,
// whether anybody listens at the address. Not here: any HTTP; the real package and all that it brings is abandoned.
'use strict';

const net = require('node:net');

/** How long the address may take to accept a connection, in milliseconds. */
const connectMsMax = 2000;

/** Calls back with nothing when the address of `url` accepts connections, else with an error that has a `code`. */
module.exports = function request(url, callback) {
  const { protocol, hostname, port } = new URL(url);
  const socket = net.connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port || (protocol === 'https:' ? 443 : 80),
  });
  const settle = (fault) => {
    socket.removeAllListeners();
    socket.on('error', () => undefined);
    socket.destroy();
    callback(fault);
  };
  socket.setTimeout(connectMsMax, () =>
    settle(Object.assign(new Error('No connection in time.'), { code: 'ETIMEDOUT' })),
  );
  socket.once('error', settle);
  socket.once('connect', () => settle(null));
};
