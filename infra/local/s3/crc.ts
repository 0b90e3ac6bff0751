// The two cyclic redundancy checks that Node has no function for, both reflected and table-driven.
const CRC32C_POLYNOMIAL = 0x82f63b78;
/** CRC-64/NVME (NVM Express NVM Command Set, "64b CRC"), reflected: its upper and lower halves. */
const CRC64_POLYNOMIAL = { high: 0x9a6c9329, low: 0xac4bc9b5 };

const crc32cTable = new Uint32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? CRC32C_POLYNOMIAL : 0);
  return value;
});

const crc64High = new Uint32Array(256);
const crc64Low = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let high = 0;
  let low = byte;
  for (let bit = 0; bit < 8; bit++) {
    const odd = (low & 1) === 1;
    low = (low >>> 1) | (high << 31);
    high = high >>> 1;
    if (odd) {
      high ^= CRC64_POLYNOMIAL.high;
      low ^= CRC64_POLYNOMIAL.low;
    }
  }
  crc64High[byte] = high;
  crc64Low[byte] = low;
}

export function crc32c(body: Buffer): Buffer {
  let crc = -1;
  for (const byte of body) crc = (crc >>> 8) ^ (crc32cTable[(crc ^ byte) & 255] ?? 0);
  return words(~crc);
}

export function crc64nvme(body: Buffer): Buffer {
  let high = -1;
  let low = -1;
  for (const byte of body) {
    const index = (low ^ byte) & 255;
    low = ((low >>> 8) | (high << 24)) ^ (crc64Low[index] ?? 0);
    high = (high >>> 8) ^ (crc64High[index] ?? 0);
  }
  return words(~high, ~low);
}

export function words(...values: number[]): Buffer {
  const out = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) out.writeUInt32BE(value >>> 0, index * 4);
  return out;
}
