// Takes the place of `pg/lib/crypto/utils.js` in the packs. That one asks Web Crypto, which Node loads for it (20 modules, and four threads for six short jobs);
// these are the same functions of the same OpenSSL. With `node:crypto` loaded late, a connection without a password needs none of it.
const crypto = require('node:crypto');

/** A server's default is 4,096. More may take so long that others should have their turn meanwhile. */
const MOST_AT_ONCE = 10_000;
const KEY_BYTES = 32;

module.exports = { postgresMd5PasswordHash, randomBytes, deriveKey, sha256, hashByName, hmacSha256, md5 };

/** @param {number} length */
function randomBytes(length) {
  return crypto.randomBytes(length);
}

/** @param {string | Uint8Array} data */
async function md5(data) {
  return crypto.createHash('md5').update(data).digest('hex');
}

/**
 * The answer to AuthenticationMD5Password.
 *
 * @param {string} user
 * @param {string} password
 * @param {Uint8Array} salt
 */
async function postgresMd5PasswordHash(user, password, salt) {
  const inner = await md5(password + user);
  return `md5${await md5(Buffer.concat([Buffer.from(inner), salt]))}`;
}

/** @param {Uint8Array} data */
async function sha256(data) {
  return crypto.createHash('sha256').update(data).digest();
}

/**
 * For channel binding alone.
 *
 * @param {string} hashName as Web Crypto names it
 * @param {Uint8Array} data
 */
async function hashByName(hashName, data) {
  return await crypto.webcrypto.subtle.digest(hashName, data);
}

/** @param {Uint8Array} key @param {string} message */
async function hmacSha256(key, message) {
  return crypto.createHmac('sha256', key).update(message).digest();
}

/** Of the roles and servers that this process logged in to last. A fleet's databases and a proof's copies are those of one server. */
const derived = new Map();
const MOST_KEPT = 16;

/**
 * The salt belongs to the role, not to the login: who logs in again (a proof does so for each of its databases) has the key already.
 *
 * @param {string} password
 * @param {Uint8Array} salt
 * @param {number} iterations
 * @returns {Promise<Buffer>}
 */
async function deriveKey(password, salt, iterations) {
  const asked = JSON.stringify([password, Buffer.from(salt).toString('base64'), iterations]);
  const known = derived.get(asked);
  if (known !== undefined) return await known;
  const key = pbkdf2(password, salt, iterations);
  if (derived.size === MOST_KEPT) derived.delete(derived.keys().next().value);
  derived.set(asked, key);
  return await key;
}

/** @param {string} password @param {Uint8Array} salt @param {number} iterations @returns {Promise<Buffer>} */
async function pbkdf2(password, salt, iterations) {
  if (iterations <= MOST_AT_ONCE) return crypto.pbkdf2Sync(password, salt, iterations, KEY_BYTES, 'sha256');
  return await new Promise((resolve, reject) => {
    crypto.pbkdf2(password, salt, iterations, KEY_BYTES, 'sha256', (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
