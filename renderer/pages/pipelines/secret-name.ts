/** Whether what is called `name` had better not be seen over a shoulder. */
export function isSecretName(name: string): boolean {
  return /PASS|SECRET|TOKEN|CREDENTIAL/i.test(name);
}
