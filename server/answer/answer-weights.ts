// Written by bench/answer/fit.ts.

export const rankWeights = {
  score: 2.531,
  similarity: 2.808,
  signatureSimilarity: 3.741,
  coverage: 2.778,
  signatureCoverage: 3.003,
  nameAsked: 1.87,
  firstWordNamed: 1.172,
  length: -6.447,
  isExported: 0.716,
  isPrivate: -1.079,
  isConstructor: -4.448,
  isBetween: -3.307,
  isType: -4.711,
  isClass: -4.78,
  isValue: -5.189,
  answersOtherKind: -1.561,
  isContinued: -3.612,
  stemAsked: 0.858,
};

export const answeredWeights = {
  similarity: 3.754,
  signatureSimilarity: 3.3,
  nameSimilarity: 0.589,
  gistSimilarity: 3.456,
  coverage: 3.485,
  nameCoverage: -1.522,
  both: 4.057,
  above: -0.747,
  firstSimilarity: 2.33,
  firstSignatureSimilarity: 3.494,
  firstNameSimilarity: -2.104,
  firstCoverage: 3.584,
  firstNameCoverage: -1.103,
  firstNameSaid: 1.256,
  constant: -11.847,
};

export const ENOUGH = 0.009;
