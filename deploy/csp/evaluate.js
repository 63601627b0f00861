// Pages, errors, files and what the first wall refuses: all of them carry the policy.
import evaluator from "csp_evaluator";
import finding from "csp_evaluator/dist/finding.js";
import parser from "csp_evaluator/dist/parser.js";

const base = process.argv[2];
const PATHS = ["/", "/sign-in", "/signed-out", "/invitations/accept", "/join", "/nowhere", "/roster.css", "/organizations/;"];
const WORST = [finding.Severity.HIGH, finding.Severity.SYNTAX, finding.Severity.MEDIUM, finding.Severity.HIGH_MAYBE];

const policies = new Map();
for (const path of PATHS) {
  const answer = await fetch(base + path, { redirect: "manual" });
  const policy = answer.headers.get("content-security-policy") ?? "";
  policies.set(policy, [...(policies.get(policy) ?? []), path]);
}

let bad = 0;
for (const [policy, paths] of policies) {
  console.log(`${paths.join(" ")}\n  ${policy || "no policy"}`);
  if (!policy) bad++;
  for (const it of new evaluator.CspEvaluator(new parser.CspParser(policy).csp).evaluate()) {
    // The provider of development is on this machine, and speaks no TLS.
    const here = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(it.value ?? "");
    const counts = WORST.includes(it.severity) && !here;
    if (counts) bad++;
    console.log(`  ${counts ? "BAD" : "note"} ${finding.Severity[it.severity]} ${it.directive} ${it.value ?? ""}: ${it.description}`);
  }
}
console.log(`${policies.size} policies, ${bad} findings of high or medium severity`);
process.exitCode = bad === 0 ? 0 : 1;
