import { InvalidArgumentError } from "commander";

export function wholeNumber(from: number, to: number) {
  return (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= from && number <= to) return number;
    throw new InvalidArgumentError(`a number from ${from} to ${to}`);
  };
}
