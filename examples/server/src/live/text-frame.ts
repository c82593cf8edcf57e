// RFC 6455, 5.2
const finalText = 0x81
const length16 = 126
const length64 = 127

/** A message as it goes over the wire: one text frame of a server, the same bytes for every client. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const header = length < length16 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = finalText
  if (header === 2) frame[1] = length
  else if (header === 4) {
    frame[1] = length16
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = length64
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, header)
  return frame
}
