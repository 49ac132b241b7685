using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor abs(Tensor input) => input.abs();

    public static Tensor ceil(Tensor input) => input.ceil();

    public static Tensor floor(Tensor input) => input.floor();

    public static Tensor frac(Tensor input) => input.frac();

    public static Tensor trunc(Tensor input) => input.trunc();

    public static Tensor exp(Tensor input) => input.exp();

    public static Tensor exp2(Tensor input) => input.exp2();

    public static Tensor expm1(Tensor input) => input.expm1();

    public static Tensor log(Tensor input) => input.log();

    public static Tensor log10(Tensor input) => input.log10();

    public static Tensor log1p(Tensor input) => input.log1p();

    public static Tensor log2(Tensor input) => input.log2();

    public static Tensor neg(Tensor input) => input.neg();

    public static Tensor reciprocal(Tensor input) => input.reciprocal();

    public static Tensor rsqrt(Tensor input) => input.rsqrt();

    public static Tensor sqrt(Tensor input) => input.sqrt();

    public static Tensor sign(Tensor input) => input.sign();

    public static Tensor sgn(Tensor input) => input.sgn();

    public static Tensor sin(Tensor input) => input.sin();

    public static Tensor cos(Tensor input) => input.cos();

    public static Tensor tan(Tensor input) => input.tan();

    public static Tensor asin(Tensor input) => input.asin();

    public static Tensor acos(Tensor input) => input.acos();

    public static Tensor atan(Tensor input) => input.atan();

    public static Tensor sinh(Tensor input) => input.sinh();

    public static Tensor cosh(Tensor input) => input.cosh();

    public static Tensor tanh(Tensor input) => input.tanh();

    public static Tensor asinh(Tensor input) => input.asinh();

    public static Tensor acosh(Tensor input) => input.acosh();

    public static Tensor atanh(Tensor input) => input.atanh();

    public static Tensor sinc(Tensor input) => input.sinc();

    public static Tensor erf(Tensor input) => input.erf();

    public static Tensor erfc(Tensor input) => input.erfc();

    public static Tensor erfinv(Tensor input) => input.erfinv();

    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    public static Tensor square(Tensor input) => input.square();

    public static Tensor logical_not(Tensor input) => input.logical_not();

    public static Tensor bitwise_not(Tensor input) => input.bitwise_not();

    public static Tensor deg2rad(Tensor input) => input.deg2rad();

    public static Tensor rad2deg(Tensor input) => input.rad2deg();

    public static Tensor lgamma(Tensor input) => input.lgamma();

    public static Tensor digamma(Tensor input) => input.digamma();

    public static Tensor signbit(Tensor input) => input.signbit();

    public static Tensor absolute(Tensor input) => input.absolute();

    public static Tensor negative(Tensor input) => input.negative();

    public static Tensor arcsin(Tensor input) => input.arcsin();

    public static Tensor arccos(Tensor input) => input.arccos();

    public static Tensor arctan(Tensor input) => input.arctan();

    public static Tensor arcsinh(Tensor input) => input.arcsinh();

    public static Tensor arccosh(Tensor input) => input.arccosh();

    public static Tensor arctanh(Tensor input) => input.arctanh();

    public static Tensor angle(Tensor input) => input.angle();

    public static Tensor round(Tensor input, long decimals = 0L) => input.round(decimals);

    public static Tensor fix(Tensor input) => input.fix();

    public static Tensor nan_to_num(Tensor input, double nan = 0d, double? posinf = null, double? neginf = null) => input.nan_to_num(nan, posinf, neginf);

    public static Tensor positive(Tensor input) => input.positive();

    public static Tensor conj(Tensor input) => input.conj();

    public static Tensor logit(Tensor input, double? eps = null) => input.logit(eps);

    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);

    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp(min, max);

    public static Tensor clip(Tensor input, Scalar? min = null, Scalar? max = null) => input.clip(min, max);

    public static Tensor clamp_max(Tensor input, Scalar max) => input.clamp_max(max);

    public static Tensor clamp_min(Tensor input, Scalar min) => input.clamp_min(min);

    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => input.lerp(end, weight);

    public partial class Tensor
    {
        public Tensor abs() => Aten.Call("abs", this);

        public Tensor abs_() => Aten.Call("abs_", this);

        public Tensor ceil() => Aten.Call("ceil", this);

        public Tensor ceil_() => Aten.Call("ceil_", this);

        public Tensor floor() => Aten.Call("floor", this);

        public Tensor floor_() => Aten.Call("floor_", this);

        public Tensor frac() => Aten.Call("frac", this);

        public Tensor frac_() => Aten.Call("frac_", this);

        public Tensor trunc() => Aten.Call("trunc", this);

        public Tensor trunc_() => Aten.Call("trunc_", this);

        public Tensor exp() => Aten.Call("exp", this);

        public Tensor exp_() => Aten.Call("exp_", this);

        public Tensor exp2() => Aten.Call("exp2", this);

        public Tensor expm1() => Aten.Call("expm1", this);

        public Tensor expm1_() => Aten.Call("expm1_", this);

        public Tensor log() => Aten.Call("log", this);

        public Tensor log_() => Aten.Call("log_", this);

        public Tensor log10() => Aten.Call("log10", this);

        public Tensor log10_() => Aten.Call("log10_", this);

        public Tensor log1p() => Aten.Call("log1p", this);

        public Tensor log1p_() => Aten.Call("log1p_", this);

        public Tensor log2() => Aten.Call("log2", this);

        public Tensor log2_() => Aten.Call("log2_", this);

        public Tensor neg() => Aten.Call("neg", this);

        public Tensor neg_() => Aten.Call("neg_", this);

        public Tensor reciprocal() => Aten.Call("reciprocal", this);

        public Tensor reciprocal_() => Aten.Call("reciprocal_", this);

        public Tensor rsqrt() => Aten.Call("rsqrt", this);

        public Tensor rsqrt_() => Aten.Call("rsqrt_", this);

        public Tensor sqrt() => Aten.Call("sqrt", this);

        public Tensor sqrt_() => Aten.Call("sqrt_", this);

        public Tensor sign() => Aten.Call("sign", this);

        public Tensor sign_() => Aten.Call("sign_", this);

        public Tensor sgn() => Aten.Call("sgn", this);

        public Tensor sgn_() => Aten.Call("sgn_", this);

        public Tensor sin() => Aten.Call("sin", this);

        public Tensor sin_() => Aten.Call("sin_", this);

        public Tensor cos() => Aten.Call("cos", this);

        public Tensor cos_() => Aten.Call("cos_", this);

        public Tensor tan() => Aten.Call("tan", this);

        public Tensor tan_() => Aten.Call("tan_", this);

        public Tensor asin() => Aten.Call("asin", this);

        public Tensor asin_() => Aten.Call("asin_", this);

        public Tensor acos() => Aten.Call("acos", this);

        public Tensor acos_() => Aten.Call("acos_", this);

        public Tensor atan() => Aten.Call("atan", this);

        public Tensor atan_() => Aten.Call("atan_", this);

        public Tensor sinh() => Aten.Call("sinh", this);

        public Tensor sinh_() => Aten.Call("sinh_", this);

        public Tensor cosh() => Aten.Call("cosh", this);

        public Tensor cosh_() => Aten.Call("cosh_", this);

        public Tensor tanh() => Aten.Call("tanh", this);

        public Tensor tanh_() => Aten.Call("tanh_", this);

        public Tensor asinh() => Aten.Call("asinh", this);

        public Tensor asinh_() => Aten.Call("asinh_", this);

        public Tensor acosh() => Aten.Call("acosh", this);

        public Tensor acosh_() => Aten.Call("acosh_", this);

        public Tensor atanh() => Aten.Call("atanh", this);

        public Tensor atanh_() => Aten.Call("atanh_", this);

        public Tensor sinc() => Aten.Call("sinc", this);

        public Tensor sinc_() => Aten.Call("sinc_", this);

        public Tensor erf() => Aten.Call("erf", this);

        public Tensor erf_() => Aten.Call("erf_", this);

        public Tensor erfc() => Aten.Call("erfc", this);

        public Tensor erfc_() => Aten.Call("erfc_", this);

        public Tensor erfinv() => Aten.Call("erfinv", this);

        public Tensor erfinv_() => Aten.Call("erfinv_", this);

        public Tensor sigmoid() => Aten.Call("sigmoid", this);

        public Tensor sigmoid_() => Aten.Call("sigmoid_", this);

        public Tensor square() => Aten.Call("square", this);

        public Tensor logical_not() => Aten.Call("logical_not", this);

        public Tensor logical_not_() => Aten.Call("logical_not_", this);

        public Tensor bitwise_not() => Aten.Call("bitwise_not", this);

        public Tensor bitwise_not_() => Aten.Call("bitwise_not_", this);

        public Tensor deg2rad() => Aten.Call("deg2rad", this);

        public Tensor rad2deg() => Aten.Call("rad2deg", this);

        public Tensor lgamma() => Aten.Call("lgamma", this);

        public Tensor lgamma_() => Aten.Call("lgamma_", this);

        public Tensor digamma() => Aten.Call("digamma", this);

        public Tensor digamma_() => Aten.Call("digamma_", this);

        public Tensor signbit() => Aten.Call("signbit", this);

        public Tensor absolute() => abs();

        public Tensor negative() => neg();

        public Tensor arcsin() => asin();

        public Tensor arccos() => acos();

        public Tensor arctan() => atan();

        public Tensor arcsinh() => asinh();

        public Tensor arccosh() => acosh();

        public Tensor arctanh() => atanh();

        public Tensor angle() => Aten.Call("angle", this);

        public Tensor round(long decimals = 0L) => Aten.Call("round.decimals", this, decimals);

        public Tensor round_(long decimals = 0L) => Aten.Call("round_.decimals", this, decimals);

        public Tensor fix() => trunc();

        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) => Aten.Call("nan_to_num", this, nan, posinf, neginf);

        public Tensor positive() => Aten.Call("positive", this);

        public Tensor conj() => Aten.Call("conj", this);

        public Tensor logit(double? eps = null) => Aten.Call("logit", this, eps);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.Call("clamp", this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.Call("clamp_", this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.Call("clamp.Tensor", this, min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Aten.Call("clamp_.Tensor", this, min, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_max(Scalar max) => Aten.Call("clamp_max", this, max);

        public Tensor clamp_max_(Scalar max) => Aten.Call("clamp_max_", this, max);

        public Tensor clamp_min(Scalar min) => Aten.Call("clamp_min", this, min);

        public Tensor clamp_min_(Scalar min) => Aten.Call("clamp_min_", this, min);

        public Tensor lerp(Tensor end, Tensor weight) => Aten.Call("lerp.Tensor", this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => Aten.Call("lerp_.Tensor", this, end, weight);

        public Tensor zero_() => Aten.Call("zero_", this);

        public Tensor fill_(Scalar value) => Aten.Call("fill_.Scalar", this, value);
    }
}
