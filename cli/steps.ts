/** Tells each step as it is done, with the seconds since the start. */
export function steps(stream: NodeJS.WriteStream): (text: string) => void {
  const begun = performance.now();
  return (text) => {
    const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(5);
    stream.write(`${seconds} s  ${text}\n`);
  };
}
