static double a[40][40], b[40][40], c[40][40];
int main(void) {
    for (int i = 0; i < 40; i++) for (int j = 0; j < 40; j++) { a[i][j] = i + j; b[i][j] = i - j; }
    for (int i = 0; i < 40; i++) for (int j = 0; j < 40; j++) { double s = 0; for (int k = 0; k < 40; k++) s += a[i][k] * b[k][j]; c[i][j] = s; }
    return c[3][4] > 0;
}
