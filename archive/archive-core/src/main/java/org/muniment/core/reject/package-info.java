/** Rejection notes and what they do: IHE RAD Imaging Object Change Management, TF-3 4.66 (ADRs 74 to 76). */
package org.muniment.core.reject;
