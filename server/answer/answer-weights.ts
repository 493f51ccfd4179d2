// Written by bench/answer/fit.ts.

export const rankWeights = {
  score: 2.759,
  similarity: 1.829,
  signatureSimilarity: 6.112,
  coverage: 2.581,
  signatureCoverage: 1.727,
  nameAsked: 1.829,
  firstWordNamed: 0.817,
  length: -4,
  isExported: 0.712,
  isPrivate: -0.329,
  isConstructor: -3.705,
  isBetween: -3.524,
  isType: -4.62,
  isClass: -4.741,
  isValue: -4.157,
  answersOtherKind: -1.113,
  isContinued: -1.55,
  stemAsked: 0.094,
};

export const answeredWeights = {
  similarity: 3.845,
  signatureSimilarity: 3.337,
  nameSimilarity: 1.107,
  gistSimilarity: 1.305,
  coverage: 2.493,
  nameCoverage: 0.093,
  both: 3.327,
  above: -4.102,
  firstSimilarity: 3.234,
  firstSignatureSimilarity: 3.69,
  firstNameSimilarity: -1.877,
  firstCoverage: 2.035,
  firstNameCoverage: -0.908,
  firstNameSaid: 1.395,
  constant: -10.32,
};

export const ENOUGH = -0.182;
